# METADATA
# title: GuardDuty is auto-enabled for organization members by a delegated administrator
# description: >-
#   A delegated administrator that turns GuardDuty on for every member covers new accounts from the first day.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.GuardDuty.2
#   title_ja: GuardDutyが委任管理者により組織の全アカウントで自動有効化される
#   severity: HIGH
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: behaviour
#   standards: {blea: [BLEA.GuardDuty.2]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Name a delegated administrator for GuardDuty and let it enable GuardDuty for all members in every Region.", ja: "GuardDutyの委任管理者を指定し、各リージョンで全メンバーアカウントの自動有効化を設定します。"}
#   manual: organization
package controls.guardduty.members_are_enabled

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
