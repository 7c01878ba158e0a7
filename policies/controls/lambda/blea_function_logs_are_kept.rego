# METADATA
# title: Lambda logs are kept at least 90 days
# description: >-
#   Ninety days of logs are what an investigation starts with. The log group is the function's own choice, or /aws/lambda/ and its
#   name; one that keeps events for ever does too. A function that has not logged yet has no group.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
#   - https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
# custom:
#   id: BLEA.Lambda.3
#   title_ja: Lambdaのログが90日以上保持されている
#   severity: LOW
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: operations
#   standards: {blea: [BLEA.Lambda.3]}
#   reasons:
#     kept: {en: "the log group keeps events for 90 days or longer", ja: "ロググループはイベントを90日以上保持します"}
#     forever: {en: "the log group keeps events for ever, which costs more from month to month", ja: "ロググループはイベントを無期限に保持します（費用は月ごとに増えます）"}
#     short: {en: "the log group {group} keeps events for less than 90 days", ja: "ロググループ {group} の保持期間が90日未満です"}
#     no_group: {en: "the log group {group} does not exist", ja: "ロググループ {group} は存在しません"}
#   remediation:
#     en: "Set the retention of the log group to 90 days."
#     ja: "ロググループの保持期間を90日に設定します。"
package controls.lambda.blea_function_logs_are_kept

import data.lib.result
import data.lib.steps

findings contains result.pass(function, "kept", {}, _reads) if {
	some function in input.lambda.functions
	_group(function) in _groups
	not _group(function) in _short
	not _group(function) in _endless
}

findings contains result.pass(function, "forever", {}, _reads) if {
	some function in input.lambda.functions
	_group(function) in _endless
}

findings contains result.fail(function, "short", {"group": _name(function)}, _reads) if {
	some function in input.lambda.functions
	_group(function) in _short
}

findings contains result.not_applicable(function, "no_group", {"group": _name(function)}, _reads) if {
	some function in input.lambda.functions
	not _group(function) in _groups
}

_reads := ["LoggingConfig.LogGroup", "input.logs.log_groups.RetentionInDays"]

_group(function) := [function.region, _name(function)]

_name(function) := function.LoggingConfig.LogGroup

_name(function) := concat("", ["/aws/lambda/", object.get(function, "FunctionName", "")]) if not function.LoggingConfig.LogGroup

_groups contains [group.region, group.LogGroupName] if some group in input.logs.log_groups

_short contains [group.region, group.LogGroupName] if {
	some group in input.logs.log_groups
	group.RetentionInDays < 90
}

_endless contains [group.region, group.LogGroupName] if {
	some group in input.logs.log_groups
	not group.RetentionInDays
}

_group_at[[group.region, group.LogGroupName]] := group if some group in input.logs.log_groups

plan contains steps.step(
	function,
	[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": 90})],
	[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": group.RetentionInDays})],
	[steps.changed("logs.log_groups", group.id, "RetentionInDays", 90)],
) if {
	some function in input.lambda.functions
	_group(function) in _short
	group := _group_at[_group(function)]
}
