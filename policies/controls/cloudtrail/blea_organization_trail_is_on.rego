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
#     logging: {en: "{trail} records all accounts and Regions", ja: "{trail} が全アカウント・全リージョンを記録しています"}
#     not_logging: {en: "the organization trail {trail} is off or of one Region only", ja: "組織の証跡 {trail} が停止しているか、単一リージョンのみです"}
#     no_trail: {en: "the organization has no trail of its own", ja: "組織の証跡がありません"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation:
#     en: "Switch on CloudTrail in the settings of Control Tower's landing zone, or create an organization trail."
#     ja: "Control Towerのランディングゾーン設定でCloudTrailを有効にするか、組織の証跡を作成します。"
#   manual: organization
package controls.cloudtrail.blea_organization_trail_is_on

import data.lib.organization
import data.lib.result

findings contains result.pass(input.organization, "logging", {"trail": concat(", ", _recording)}, _reads) if {
	organization.exists
	count(_recording) > 0
}

findings contains result.fail(input.organization, "not_logging", {"trail": concat(", ", _trails)}, _reads) if {
	organization.exists
	count(_recording) == 0
	count(_trails) > 0
}

findings contains result.fail(input.organization, "no_trail", {}, _reads) if {
	organization.exists
	count(_trails) == 0
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_reads := ["input.cloudtrail.organization_trails.GetTrailStatus.IsLogging", "input.cloudtrail.organization_trails.IsMultiRegionTrail"]

_trails contains trail.id if some trail in input.cloudtrail.organization_trails

_recording contains trail.id if {
	some trail in input.cloudtrail.organization_trails
	trail.IsMultiRegionTrail == true
	trail.GetTrailStatus.IsLogging == true
}
