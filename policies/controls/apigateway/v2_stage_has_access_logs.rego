# METADATA
# title: Access logging should be configured for API Gateway V2 stages
# description: >-
#   Access logs of HTTP and WebSocket APIs tell who called what.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9
#   - https://docs.aws.amazon.com/config/latest/developerguide/api-gwv2-access-logs-enabled.html
# custom:
#   id: APIGateway.9
#   title_ja: API Gateway V2ステージではアクセスログを設定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigatewayv2.stages
#   resource: AWS::ApiGatewayV2::Stage
#   standards: {fsbp: [APIGateway.9], nist-800-53-r5: [APIGateway.9], pci-dss-4.0.1: [APIGateway.9], control-tower: [APIGateway.9]}
#   reasons:
#     logged: {en: "access logs go to {destination}", ja: "アクセスログは {destination} に送られます"}
#     off: {en: "the stage has no access logs", ja: "ステージのアクセスログが設定されていません"}
#   remediation:
#     en: "Set a log group or a Firehose stream as the stage's destination of access logs, with a format."
#     ja: "ロググループまたはFirehoseストリームをステージのアクセスログの送信先に設定し、形式を指定します。"
package controls.apigateway.v2_stage_has_access_logs

import data.lib.result
import data.lib.steps

findings contains result.pass(stage, "logged", {"destination": stage.AccessLogSettings.DestinationArn}, _reads) if {
	some stage in input.apigatewayv2.stages
	stage.id in _logged
}

findings contains result.fail(stage, "off", {}, _reads) if {
	some stage in input.apigatewayv2.stages
	not stage.id in _logged
}

_reads := ["AccessLogSettings.DestinationArn"]

_logged contains stage.id if {
	some stage in input.apigatewayv2.stages
	stage.AccessLogSettings.DestinationArn != ""
}

plan contains steps.step(
	stage,
	[
		steps.call("logs", "CreateLogGroup", {"logGroupName": _group(stage)}),
		steps.call("logs", "PutRetentionPolicy", {"logGroupName": _group(stage), "retentionInDays": 365}),
		steps.call("apigatewayv2", "UpdateStage", {"ApiId": stage.ApiId, "StageName": stage.StageName, "AccessLogSettings": _settings(stage)}),
	],
	[
		steps.call("apigatewayv2", "DeleteAccessLogSettings", {"ApiId": stage.ApiId, "StageName": stage.StageName}),
		steps.call("logs", "DeleteLogGroup", {"logGroupName": _group(stage)}),
	],
	[
		steps.added("logs.log_groups", _arn(stage), stage.region, {"arn": _arn(stage), "type": "AWS::Logs::LogGroup", "LogGroupName": _group(stage), "LogGroupArn": _arn(stage), "RetentionInDays": 365}),
		steps.changed("apigatewayv2.stages", stage.id, "AccessLogSettings", _settings(stage)),
	],
) if {
	some stage in input.apigatewayv2.stages
	not stage.id in _logged
}

_settings(stage) := {"DestinationArn": _arn(stage), "Format": _format}

# A stage's name begins with a dollar where it is the default one, which no log group's name may.
_group(stage) := sprintf("/aws/apigateway/%s/%s/access", [stage.ApiId, trim_left(stage.StageName, "$")])

_arn(stage) := sprintf("arn:%s:logs:%s:%s:log-group:%s", [input.account.partition, stage.region, input.account.account, _group(stage)])

# These variables are in HTTP and in WebSocket APIs.
_format := `{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime","routeKey":"$context.routeKey","status":"$context.status","error":"$context.error.message"}`
