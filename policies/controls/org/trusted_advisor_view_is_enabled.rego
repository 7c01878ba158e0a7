# METADATA
# title: Trusted Advisor organizational view is enabled
# description: >-
#   The organizational view puts the checks of all accounts into one report.
# related_resources:
#   - https://docs.aws.amazon.com/awssupport/latest/user/organizational-view.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.5
#   title_ja: Trusted Advisorの組織ビューが有効である
#   severity: INFORMATIONAL
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.5]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Enable the organizational view of Trusted Advisor in the management account.", ja: "管理アカウントでTrusted Advisorの組織ビューを有効にします。"}
#   manual: organization
package controls.org.trusted_advisor_view_is_enabled

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
