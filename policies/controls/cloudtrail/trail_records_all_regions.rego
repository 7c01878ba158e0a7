# METADATA
# title: CloudTrail should record management events that read and write with at least one trail for all Regions
# description: >-
#   One trail must record them all. A trail that leaves out the events of some service, such as AWS KMS, does not count.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/multi-region-cloudtrail-enabled.html
# custom:
#   id: CloudTrail.1
#   title_ja: CloudTrailは少なくとも1つのマルチリージョン証跡で読み取りと書き込みの管理イベントを記録する必要があります
#   severity: HIGH
#   subject: account
#   standards: {fsbp: [CloudTrail.1], cis-1.2: ["2.1"], cis-1.4: ["3.1"], cis-3.0: ["3.1"], cis-5.0: ["3.1"], nist-800-53-r5: [CloudTrail.1], control-tower: [CloudTrail.1]}
#   reasons:
#     recorded: {en: "a trail for all Regions is logging all management events", ja: "全リージョンの証跡がすべての管理イベントを記録しています"}
#     unrecorded: {en: "no trail for all Regions is logging all management events", ja: "すべての管理イベントを記録中のマルチリージョン証跡がありません"}
#   remediation:
#     en: "Create a trail for all Regions that records all management events, and start its logging."
#     ja: "全リージョンの管理イベントをすべて記録する証跡を作成し、ログ記録を開始します。"
package controls.cloudtrail.trail_records_all_regions

import data.lib.result
import data.lib.trail_plan
import data.lib.trails

findings contains result.pass(input.account, "recorded", {}, _reads) if _recorded

findings contains result.fail(input.account, "unrecorded", {}, _reads) if not _recorded

_recorded if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.GetTrailStatus.IsLogging == true
	trail.id in trails.reading
	trail.id in trails.writing
}

_reads := [
	"input.cloudtrail.trails.IsMultiRegionTrail",
	"input.cloudtrail.trails.GetTrailStatus.IsLogging",
	"input.cloudtrail.trails.GetEventSelectors",
]

plan contains step if {
	not _recorded
	some step in trail_plan.steps
}
