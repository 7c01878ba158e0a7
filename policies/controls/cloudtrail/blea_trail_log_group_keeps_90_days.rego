# METADATA
# title: The CloudTrail log group keeps events for at least 90 days
# description: >-
#   Ninety days of searchable history are what an investigation starts with; S3 has the rest.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   id: BLEA.CloudTrail.8
#   title_ja: CloudTrail用ロググループの保持期間が90日以上である
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.8]}
#   reasons:
#     kept: {en: "the trail's log group keeps events for 90 days or longer", ja: "証跡のロググループはイベントを90日以上保持します"}
#     forever: {en: "the trail's log group keeps events for ever, which costs more from month to month", ja: "証跡のロググループはイベントを無期限に保持します(費用は月ごとに増えます)"}
#     short: {en: "the trail's log group keeps events for less than 90 days", ja: "証跡のロググループの保持期間が90日未満です"}
#     no_group: {en: "no log group of this Region receives all management events", ja: "このリージョンには、すべての管理イベントを受け取るロググループがありません"}
#   remediation:
#     en: "Set the retention of the log group to 90 days."
#     ja: "ロググループの保持期間を90日に設定します。"
package controls.cloudtrail.blea_trail_log_group_keeps_90_days

import data.lib.result
import data.lib.trails

findings contains result.pass(region, "kept", {}, _reads) if {
	some region in input.governed_regions
	region.id in _kept
}

findings contains result.pass(region, "forever", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _kept
	region.id in _forever
}

findings contains result.fail(region, "short", {}, _reads) if {
	some region in input.governed_regions
	region.id in _received
	not region.id in _kept
	not region.id in _forever
}

findings contains result.not_applicable(region, "no_group", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _received
}

_received contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
}

_kept contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
	group.RetentionInDays >= 90
}

_forever contains group.region if {
	some group in input.logs.log_groups
	group.arn in trails.receiving
	not group.RetentionInDays
}

_reads := [
	"input.cloudtrail.trails.CloudWatchLogsLogGroupArn",
	"input.logs.log_groups.RetentionInDays",
]

plan contains {
	"subject": region.id,
	"region": region.id,
	"calls": [{"service": "logs", "operation": "PutRetentionPolicy", "params": {"logGroupName": group.LogGroupName, "retentionInDays": 90}}],
	"undo": [{"service": "logs", "operation": "PutRetentionPolicy", "params": {"logGroupName": group.LogGroupName, "retentionInDays": group.RetentionInDays}}],
	"effect": [{"op": "set", "collection": "logs.log_groups", "id": group.id, "path": "RetentionInDays", "value": 90}],
	"needs": [],
	"destructive": false,
} if {
	some region in input.governed_regions
	some group in input.logs.log_groups
	group.region == region.id
	group.arn in trails.receiving
	group.RetentionInDays < 90
}
