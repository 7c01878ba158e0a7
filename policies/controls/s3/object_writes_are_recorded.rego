# METADATA
# title: S3 general purpose buckets should log object-level write events
# description: >-
#   Only data events tell who changed or deleted which object. One trail for all Regions must record all write events of all
#   buckets, present and to come; basic and advanced selectors count alike.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-22
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-all-write-s3-data-event-check.html
# custom:
#   id: S3.22
#   title_ja: S3汎用バケットでオブジェクトレベルの書き込みイベントをログに記録する必要があります
#   severity: MEDIUM
#   subject: account
#   standards: {cis-3.0: ["3.8"], cis-5.0: ["3.8"], pci-dss-4.0.1: [S3.22]}
#   reasons:
#     recorded: {en: "a trail for all Regions records the write events of all buckets", ja: "マルチリージョン証跡がすべてのバケットの書き込みイベントを記録しています"}
#     unrecorded: {en: "no trail for all Regions records the write events of all buckets", ja: "すべてのバケットの書き込みイベントを記録中のマルチリージョン証跡がありません"}
#   remediation:
#     en: "Let a trail for all Regions record the write data events of all current and future buckets. Data events cost extra."
#     ja: "現在および将来のすべてのバケットの書き込みデータイベントを、マルチリージョン証跡で記録します。データイベントには追加料金がかかります。"
package controls.s3.object_writes_are_recorded

import data.lib.data_events
import data.lib.result

findings contains result.pass(input.account, "recorded", {}, _reads) if _recorded

findings contains result.fail(input.account, "unrecorded", {}, _reads) if not _recorded

_recorded if some _ in data_events.trails.WriteOnly

_reads := [
	"input.cloudtrail.trails.IsMultiRegionTrail",
	"input.cloudtrail.trails.GetTrailStatus.IsLogging",
	"input.cloudtrail.trails.GetEventSelectors",
]

plan contains data_events.step(trail, data_events.selectors(trail, "WriteOnly")) if {
	not _recorded
	some trail in input.cloudtrail.trails
	trail.id == min(_own)
}

_own contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.GetTrailStatus.IsLogging == true
	contains(trail.TrailARN, sprintf(":%s:", [input.account.account]))
}
