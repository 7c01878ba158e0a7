# METADATA
# title: An organization trail is enabled by the Control Tower landing zone
# description: >-
#   A trail that belongs to the organization cannot be switched off from within a member account.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
#   - https://docs.aws.amazon.com/controltower/latest/userguide/about-logging.html
# custom:
#   id: BLEA.CloudTrail.18
#   title_ja: Control Towerの組織証跡が有効である
#   severity: HIGH
#   subject: organization
#   profiles: [control-tower]
#   measure: operations
#   standards: {blea: [BLEA.CloudTrail.18]}
#   reasons:
#     organization: {en: "an organization scan decides this; this scan read one account", ja: "組織全体のスキャンで判定する項目です。このスキャンは1つのアカウントだけを読み取りました"}
#   remediation:
#     en: "Switch on CloudTrail in the settings of Control Tower's landing zone, or create an organization trail."
#     ja: "Control Towerのランディングゾーン設定でCloudTrailを有効にするか、組織の証跡を作成します。"
#   manual: organization
package controls.cloudtrail.blea_organization_trail_is_on

import data.lib.result

findings contains result.not_available(input.organization, "organization", {}, [])
