# METADATA
# title: API Gateway REST API stages should have execution logging enabled
# description: >-
#   Execution logs show what became of each request. All methods of a stage have to log, at the level ERROR or INFO; the parameter
#   asks for one of them. Stages of REST APIs are judged, those of WebSocket APIs are not.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/api-gw-execution-logging-enabled.html
# custom:
#   id: APIGateway.1
#   title_ja: API Gateway REST APIステージでは実行ログを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   standards: {fsbp: [APIGateway.1], nist-800-53-r5: [APIGateway.1], control-tower: [APIGateway.1]}
#   parameters: {loggingLevel: {type: string, enum: [ERROR, INFO]}}
#   reasons:
#     logged: {en: "all methods of the stage log", ja: "ステージのすべてのメソッドでログが有効です"}
#     off: {en: "not all methods of the stage log at the level asked for", ja: "ステージに必要なレベルのログを出力しないメソッドがあります"}
#   remediation:
#     en: "Turn on execution logs of all methods of the stage, at the level ERROR or INFO, after setting a CloudWatch role in API Gateway's account settings."
#     ja: "API Gatewayのアカウント設定にCloudWatchロールを設定したうえで、ステージの全メソッドでERRORまたはINFOレベルの実行ログを有効にします。"
#   otherwise: decision
package controls.apigateway.stage_logs_execution

import data.lib.result
import data.lib.steps

findings contains result.pass(stage, "logged", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _logged
}

findings contains result.fail(stage, "off", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _logged
}

_reads := ["MethodSettings"]

_logged contains stage.id if {
	some stage in input.apigateway.stages
	stage.MethodSettings["*/*"].LoggingLevel in _levels
	not stage.id in _silenced
}

# What is set for one method goes before what is set for all.
_silenced contains stage.id if {
	some stage in input.apigateway.stages
	some setting in stage.MethodSettings
	not setting.LoggingLevel in _levels
}

_levels contains level if {
	some level in ["ERROR", "INFO"]
	not data.parameters["APIGateway.1"].loggingLevel
}

_levels contains data.parameters["APIGateway.1"].loggingLevel

# API Gateway takes the level only where the Region has a role to write with. A method that is set by itself is left to a person.
plan contains steps.step(
	stage,
	[_update(stage, _level)],
	[_update(stage, object.get(_settings(stage), ["*/*", "LoggingLevel"], "OFF"))],
	[steps.changed("apigateway.stages", stage.id, "MethodSettings", object.union(_settings(stage), {"*/*": {"LoggingLevel": _level}}))],
) if {
	some stage in input.apigateway.stages
	not stage.id in _logged
	stage.region in _with_role
	every method, setting in _settings(stage) {
		_for_all_or_logging(method, setting)
	}
}

_for_all_or_logging("*/*", _)

_for_all_or_logging(method, setting) if {
	method != "*/*"
	setting.LoggingLevel in _levels
}

_settings(stage) := object.get(stage, "MethodSettings", {})

_update(stage, level) := steps.call("apigateway", "UpdateStage", {
	"restApiId": stage.RestApiId,
	"stageName": stage.StageName,
	"patchOperations": [{"op": "replace", "path": "/*/*/logging/loglevel", "value": level}],
})

_level := object.get(data.parameters["APIGateway.1"], "loggingLevel", "ERROR")

_with_role contains account.region if {
	some account in input.apigateway.account
	account.CloudwatchRoleArn != ""
}
