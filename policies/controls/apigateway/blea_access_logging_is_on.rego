# METADATA
# title: REST API access logging is enabled
# description: >-
#   Access logs tell who called what. They go to a log group that keeps them for at least 30 days or for ever, or to a Firehose
#   stream, which hands them over.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/api.ts
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
# custom:
#   id: BLEA.APIGateway.2
#   title_ja: REST APIのアクセスログが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   profiles: [guest-serverless]
#   measure: operations
#   standards: {blea: [BLEA.APIGateway.2]}
#   reasons:
#     kept: {en: "access logs are kept for 30 days or longer", ja: "アクセスログは30日以上保持されます"}
#     firehose: {en: "access logs go to a Firehose stream", ja: "アクセスログはFirehoseストリームに送られます"}
#     off: {en: "access logging is off", ja: "アクセスログが無効です"}
#     short: {en: "the log group {group} keeps access logs for less than 30 days", ja: "ロググループ {group} のアクセスログの保持期間が30日未満です"}
#     no_group: {en: "the log group {group} does not exist", ja: "ロググループ {group} が存在しません"}
#   remediation:
#     en: "Set a log group that keeps events for 30 days or longer as the stage's destination of access logs, with a JSON format."
#     ja: "30日以上保持するロググループをステージのアクセスログの送信先に設定し、JSON形式で出力します。"
package controls.apigateway.blea_access_logging_is_on

import data.lib.result
import data.lib.steps

findings contains result.pass(stage, "kept", {}, _reads) if {
	some stage in input.apigateway.stages
	_group(stage) in _groups
	not _group(stage) in _short
}

findings contains result.pass(stage, "firehose", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _streamed
}

findings contains result.fail(stage, "off", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _on
}

findings contains result.fail(stage, "short", {"group": _group(stage)}, _reads) if {
	some stage in input.apigateway.stages
	_group(stage) in _short
}

findings contains result.fail(stage, "no_group", {"group": _group(stage)}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _on
	not stage.id in _streamed
	not _group(stage) in _groups
}

_reads := ["AccessLogSettings.DestinationArn", "input.logs.log_groups.RetentionInDays"]

_on contains stage.id if {
	some stage in input.apigateway.stages
	stage.AccessLogSettings.DestinationArn != ""
}

_streamed contains stage.id if {
	some stage in input.apigateway.stages
	split(stage.AccessLogSettings.DestinationArn, ":")[2] == "firehose"
}

_group(stage) := trim_suffix(stage.AccessLogSettings.DestinationArn, ":*")

_groups contains group.arn if some group in input.logs.log_groups

_short contains group.arn if {
	some group in input.logs.log_groups
	group.RetentionInDays < 30
}

_group_at[group.arn] := group if some group in input.logs.log_groups

plan contains steps.step(
	stage,
	[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": 30})],
	[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": group.RetentionInDays})],
	[steps.changed("logs.log_groups", group.id, "RetentionInDays", 30)],
) if {
	some stage in input.apigateway.stages
	_group(stage) in _short
	group := _group_at[_group(stage)]
}

# Whoever writes the logs is the account's role in the Region, which has to be there already.
plan contains steps.step(
	stage,
	[
		steps.call("logs", "CreateLogGroup", {"logGroupName": _new(stage)}),
		steps.call("logs", "PutRetentionPolicy", {"logGroupName": _new(stage), "retentionInDays": 30}),
		steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": [
			{"op": "replace", "path": "/accessLogSettings/destinationArn", "value": _new_arn(stage)},
			{"op": "replace", "path": "/accessLogSettings/format", "value": _format},
		]}),
	],
	[
		steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": [{"op": "remove", "path": "/accessLogSettings"}]}),
		steps.call("logs", "DeleteLogGroup", {"logGroupName": _new(stage)}),
	],
	[
		steps.added("logs.log_groups", _new_arn(stage), stage.region, {"arn": _new_arn(stage), "LogGroupName": _new(stage), "RetentionInDays": 30}),
		steps.changed("apigateway.stages", stage.id, "AccessLogSettings", {"DestinationArn": _new_arn(stage), "Format": _format}),
	],
) if {
	some stage in input.apigateway.stages
	not stage.id in _on
	not _new_arn(stage) in _groups
	stage.region in _with_role
}

_with_role contains account.region if {
	some account in input.apigateway.account
	account.CloudwatchRoleArn != ""
}

_new(stage) := sprintf("/aws/apigateway/%s/%s/access", [stage.RestApiId, stage.StageName])

_new_arn(stage) := sprintf("arn:%s:logs:%s:%s:log-group:%s", [input.account.partition, stage.region, input.account.account, _new(stage)])

_format := `{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","user":"$context.identity.user","caller":"$context.identity.caller","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath","status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength"}`
