# METADATA
# title: REST API execution logging and metrics are enabled
# description: >-
#   Execution logs and detailed metrics of all methods of a stage, without their bodies: data tracing would write what callers send
#   into the logs. Writing them takes a role in the account's settings for the Region. Logging errors alone is noted.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/api.ts
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
# custom:
#   id: BLEA.APIGateway.1
#   title_ja: REST APIの実行ログとメトリクスが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   profiles: [guest-serverless]
#   measure: operations
#   standards: {blea: [BLEA.APIGateway.1]}
#   reasons:
#     info: {en: "execution logs and metrics are on for all methods", ja: "すべてのメソッドの実行ログとメトリクスが有効です"}
#     errors: {en: "only errors are logged, and metrics are on", ja: "エラーのみがログに記録され、メトリクスは有効です"}
#     data_trace: {en: "data tracing writes bodies of requests and responses into the logs", ja: "データトレースによりリクエストとレスポンスの本文がログに記録されます"}
#     off: {en: "execution logging is off for all or some methods", ja: "すべてまたは一部のメソッドの実行ログが無効です"}
#     no_metrics: {en: "detailed metrics are off", ja: "詳細メトリクスが無効です"}
#     no_role: {en: "API Gateway has no role to write logs with in this Region", ja: "このリージョンのAPI Gatewayにログ書き込み用のロールが設定されていません"}
#   remediation:
#     en: "Set a CloudWatch role in API Gateway's account settings; turn on logging at the level INFO and metrics for all methods of the stage, and data tracing off."
#     ja: "API Gatewayのアカウント設定にCloudWatchロールを設定し、ステージの全メソッドでINFOレベルのログとメトリクスを有効に、データトレースを無効にします。"
package controls.apigateway.blea_execution_logging_is_on

import data.lib.result
import data.lib.steps

findings contains result.pass(stage, "info", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _good
	stage.id in _informed
}

findings contains result.pass(stage, "errors", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _good
	not stage.id in _informed
}

findings contains result.fail(stage, "data_trace", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _traced
}

findings contains result.fail(stage, "off", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _traced
	not stage.id in _logged
}

findings contains result.fail(stage, "no_metrics", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _traced
	stage.id in _logged
	not stage.id in _measured
}

findings contains result.fail(stage, "no_role", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _traced
	stage.id in _logged
	stage.id in _measured
	not stage.region in _with_role
}

_reads := ["MethodSettings", "input.apigateway.account.CloudwatchRoleArn"]

_good contains stage.id if {
	some stage in input.apigateway.stages
	stage.id in _logged
	stage.id in _measured
	stage.region in _with_role
	not stage.id in _traced
}

_logged contains stage.id if {
	some stage in input.apigateway.stages
	stage.MethodSettings["*/*"].LoggingLevel in {"INFO", "ERROR"}
	not stage.id in _silenced
}

# What is set for one method goes before what is set for all.
_silenced contains stage.id if {
	some stage in input.apigateway.stages
	some setting in stage.MethodSettings
	not setting.LoggingLevel in {"INFO", "ERROR"}
}

_informed contains stage.id if {
	some stage in input.apigateway.stages
	stage.MethodSettings["*/*"].LoggingLevel == "INFO"
}

_measured contains stage.id if {
	some stage in input.apigateway.stages
	stage.MethodSettings["*/*"].MetricsEnabled == true
}

_traced contains stage.id if {
	some stage in input.apigateway.stages
	some setting in stage.MethodSettings
	setting.DataTraceEnabled == true
}

_with_role contains account.region if {
	some account in input.apigateway.account
	account.CloudwatchRoleArn != ""
}

plan contains steps.step(
	stage,
	[steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": [
		{"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"},
		{"op": "replace", "path": "/*/*/metrics/enabled", "value": "true"},
		{"op": "replace", "path": "/*/*/logging/dataTrace", "value": "false"},
	]})],
	[steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": [{"op": "remove", "path": "/*/*"}]})],
	[steps.changed("apigateway.stages", stage.id, "MethodSettings", {"*/*": {"LoggingLevel": "INFO", "MetricsEnabled": true, "DataTraceEnabled": false}})],
) if {
	some stage in input.apigateway.stages
	stage.region in _with_role
	not stage.id in _set
}

# Of a stage without settings AWS answers with an empty map.
_set contains stage.id if {
	some stage in input.apigateway.stages
	some _ in stage.MethodSettings
}
