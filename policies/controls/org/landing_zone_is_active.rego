# METADATA
# title: An active Control Tower landing zone of version 3.0 or later governs the account
# description: >-
#   BLEA for Control Tower builds on what the landing zone gives: the organization's trail, Config, and the accounts that hold the logs.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/configuration-updates.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.1
#   title_ja: Control Towerランディングゾーン(3.0以降)が有効である
#   severity: MEDIUM
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.1]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。今回のスキャンは1アカウントのみを対象としています"}
#   remediation: {en: "Update the landing zone to a current version, repair its drift, and enrol the account.", ja: "ランディングゾーンを最新バージョンに更新し、ドリフトを修復して、アカウントを登録します。"}
#   manual: organization
package controls.org.landing_zone_is_active

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
