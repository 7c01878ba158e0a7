# METADATA
# title: CloudTrail records all Regions
# description: >-
#   What nobody recorded cannot be investigated. An organization's trail counts, as does one that the account's operator manages.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
# custom:
#   id: SA.CloudTrail.1
#   title_ja: CloudTrailが全リージョンで記録されている
#   severity: CRITICAL
#   subject: account
#   measure: operations
#   standards: {secure-account: [SA.CloudTrail.1]}
#   reasons:
#     recorded: {en: "one trail or several record all management events of all Regions and deliver them", ja: "1つまたは複数の証跡が全リージョンの管理イベントをすべて記録し、配信しています"}
#     no_trail: {en: "there is no trail", ja: "証跡がありません"}
#     partial: {en: "no trail records all management events of all Regions and delivers them", ja: "全リージョンの管理イベントをすべて記録し配信する証跡がありません"}
#   remediation:
#     en: "Create a trail for all Regions that records all management events, and start its logging."
#     ja: "全リージョンの管理イベントをすべて記録する証跡を作成し、ログ記録を開始します。"
package controls.cloudtrail.sa_trail_records_all_regions

import data.lib.result
import data.lib.trail_plan
import data.lib.trails

findings contains result.pass(input.account, "recorded", {}, _reads) if trails.covered

findings contains result.fail(input.account, "no_trail", {}, _reads) if not _any_trail

findings contains result.fail(input.account, "partial", {}, _reads) if {
	not trails.covered
	_any_trail
}

_any_trail if some _ in input.cloudtrail.trails

_reads := [
	"input.cloudtrail.trails.IsMultiRegionTrail",
	"input.cloudtrail.trails.IncludeGlobalServiceEvents",
	"input.cloudtrail.trails.GetTrailStatus.IsLogging",
	"input.cloudtrail.trails.GetTrailStatus.LatestDeliveryError",
	"input.cloudtrail.trails.GetEventSelectors",
]

plan contains step if {
	some step in trail_plan.steps
}
