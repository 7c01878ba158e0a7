# METADATA
# title: The trail delivers to a CloudWatch Logs log group
# description: >-
#   Alarms on the audit log read it in CloudWatch Logs: a log group that receives nothing makes them all silent.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
# custom:
#   id: BLEA.CloudTrail.6
#   title_ja: 証跡がCloudWatch Logsへ配信されている
#   severity: HIGH
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.6]}
#   reasons:
#     delivered: {en: "events reach a log group of this account, the last ones within a day", ja: "イベントがこのアカウントのロググループに届いており、最後の配信は1日以内です"}
#     foreign: {en: "the log group is in account {account}, which was not scanned", ja: "ロググループはスキャン対象外のアカウント {account} にあります"}
#     no_group: {en: "no log group is set", ja: "ロググループが設定されていません"}
#     not_delivered: {en: "a log group is set, but it does not exist or nothing was delivered to it without error for a day", ja: "ロググループは設定されていますが、存在しないか、1日以上正常な配信がありません"}
#     no_trail: {en: "no trail records all management events", ja: "すべての管理イベントを記録する証跡がありません"}
#   remediation:
#     en: "Set a log group of CloudWatch Logs on the trail, with a role that may write to it."
#     ja: "証跡にCloudWatch Logsのロググループと、そこに書き込めるロールを設定します。"
package controls.cloudtrail.blea_trail_delivers_to_log_group

import data.lib.result
import data.lib.trail_plan
import data.lib.trails

findings contains result.pass(input.account, "delivered", {}, _reads) if _delivered

findings contains result.warn(input.account, "foreign", {"account": _account}, _reads) if {
	not _delivered
	_perhaps_delivered
}

findings contains result.fail(input.account, "no_group", {}, _reads) if {
	trails.covered
	not _set
}

findings contains result.fail(input.account, "not_delivered", {}, _reads) if {
	not _perhaps_delivered
	_set
}

findings contains result.not_applicable(input.account, "no_trail", {}, _reads) if not trails.covered

_delivered if {
	some reader in trails.readers
	reader in trails.logged
	some writer in trails.writers
	writer in trails.logged
}

_perhaps_delivered if {
	some reader in trails.readers
	reader in _perhaps_delivered_trails
	some writer in trails.writers
	writer in _perhaps_delivered_trails
}

_perhaps_delivered_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.logged
}

_perhaps_delivered_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_log_group
}

_set if {
	some reader in trails.readers
	reader in _set_trails
	some writer in trails.writers
	writer in _set_trails
}

_set_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.CloudWatchLogsLogGroupArn != ""
}

_account := min(_accounts)

_accounts contains split(trail.CloudWatchLogsLogGroupArn, ":")[4] if {
	some trail in input.cloudtrail.trails
	trail.id in trails.with_foreign_log_group
}

_reads := [
	"input.cloudtrail.trails.CloudWatchLogsLogGroupArn",
	"input.cloudtrail.trails.CloudWatchLogsRoleArn",
	"input.cloudtrail.trails.GetTrailStatus.LatestCloudWatchLogsDeliveryTime",
	"input.cloudtrail.trails.GetTrailStatus.LatestCloudWatchLogsDeliveryError",
]

plan contains {
	"subject": input.account.id,
	"region": trail.region,
	"calls": array.concat(
		[
			{"service": "logs", "operation": "CreateLogGroup", "params": {"logGroupName": _name}},
			{"service": "logs", "operation": "PutRetentionPolicy", "params": {"logGroupName": _name, "retentionInDays": 90}},
		],
		array.concat(
			trail_plan.logs_role_calls(_role, _group(trail)),
			[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {
				"Name": trail.TrailARN,
				"CloudWatchLogsLogGroupArn": concat("", [_group(trail), ":*"]),
				"CloudWatchLogsRoleArn": trail_plan.logs_role(_role, _group(trail)).arn,
			}}],
		),
	),
	"undo": array.concat(
		[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "CloudWatchLogsLogGroupArn": "", "CloudWatchLogsRoleArn": ""}}],
		array.concat(trail_plan.logs_role_undo(_role), [{"service": "logs", "operation": "DeleteLogGroup", "params": {"logGroupName": _name}}]),
	),
	"effect": [
		{"op": "add", "collection": "logs.log_groups", "id": _group(trail), "value": {
			"id": _group(trail), "arn": _group(trail), "type": "AWS::Logs::LogGroup", "account": input.account.account, "region": trail.region,
			"LogGroupName": _name, "LogGroupArn": _group(trail), "Arn": concat("", [_group(trail), ":*"]), "RetentionInDays": 90,
		}},
		{"op": "add", "collection": "iam.roles", "id": _role, "value": trail_plan.logs_role(_role, _group(trail))},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "CloudWatchLogsLogGroupArn", "value": concat("", [_group(trail), ":*"])},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "CloudWatchLogsRoleArn", "value": trail_plan.logs_role(_role, _group(trail)).arn},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "GetTrailStatus.LatestCloudWatchLogsDeliveryTime", "value": input.as_of},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "GetTrailStatus.LatestCloudWatchLogsDeliveryError", "value": ""},
	],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.id in trails.foreign
	not trail.id in trails.logged
}

_name := "blea-cloudtrail"

_role := "blea-cloudtrail-logs"

_group(trail) := sprintf("arn:%s:logs:%s:%s:log-group:%s", [input.account.partition, trail.region, input.account.account, _name])
