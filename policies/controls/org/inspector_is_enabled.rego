# METADATA
# title: Inspector is enabled for the organization by a delegated administrator
# description: >-
#   A delegated administrator that turns Inspector on for every member finds vulnerabilities in accounts that nobody has thought of.
# related_resources:
#   - https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.3
#   title_ja: Inspectorが委任管理者により組織で有効化されている
#   severity: MEDIUM
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.3]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Name a delegated administrator for Inspector and let it activate scanning of EC2 and ECR for new members.", ja: "Inspectorの委任管理者を指定し、新しいメンバーのEC2およびECRスキャンを自動で有効にします。"}
#   manual: organization
package controls.org.inspector_is_enabled

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
