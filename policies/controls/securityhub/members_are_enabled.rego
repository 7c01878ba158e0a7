# METADATA
# title: Security Hub is auto-enabled for organization members by a delegated administrator
# description: >-
#   A delegated administrator that turns Security Hub on for every member, or configures all of them centrally, covers new accounts
#   from the first day.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.SecurityHub.6
#   title_ja: Security Hubが委任管理者により組織の全アカウントで自動有効化される
#   severity: HIGH
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: settings
#   standards: {blea: [BLEA.SecurityHub.6]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Name a delegated administrator for Security Hub, and let it enable members automatically or configure them centrally.", ja: "Security Hubの委任管理者を指定し、メンバーアカウントの自動有効化または中央設定を行います。"}
#   manual: organization
package controls.securityhub.members_are_enabled

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
