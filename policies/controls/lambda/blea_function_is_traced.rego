# METADATA
# title: Lambda active tracing is enabled
# description: >-
#   Traces show where a call spends its time and what fails. OpenTelemetry, attached as a layer of AWS's distribution or the
#   community's, does it as well.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
#   - https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
# custom:
#   id: BLEA.Lambda.1
#   title_ja: LambdaのX-Rayアクティブトレースが有効である
#   severity: LOW
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: operations
#   standards: {blea: [BLEA.Lambda.1]}
#   reasons:
#     active: {en: "active tracing is on", ja: "アクティブトレースが有効です"}
#     telemetry: {en: "an OpenTelemetry layer traces the function", ja: "OpenTelemetryレイヤーでトレースされています"}
#     passive: {en: "the function records only traces that its caller began", ja: "呼び出し元が開始したトレースのみを記録します"}
#   remediation:
#     en: "Turn on active tracing, and let the function's role write to X-Ray (AWSXRayDaemonWriteAccess)."
#     ja: "アクティブトレースを有効にし、関数のロールにX-Rayへの書き込み (AWSXRayDaemonWriteAccess) を許可します。"
package controls.lambda.blea_function_is_traced

import data.lib.result
import data.lib.steps

findings contains result.pass(function, "active", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _active
}

findings contains result.pass(function, "telemetry", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _active
	function.id in _telemetry
}

findings contains result.fail(function, "passive", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _active
	not function.id in _telemetry
}

_reads := ["TracingConfig.Mode", "Layers.Arn"]

_active contains function.id if {
	some function in input.lambda.functions
	function.TracingConfig.Mode == "Active"
}

_telemetry contains function.id if {
	some function in input.lambda.functions
	some layer in function.Layers
	regex.match(`(?i):layer:(aws-otel-|opentelemetry-|AWSOpenTelemetryDistro)`, layer.Arn)
}

plan contains steps.step(
	function,
	[steps.call("lambda", "UpdateFunctionConfiguration", {"FunctionName": function.FunctionName, "TracingConfig": {"Mode": "Active"}})],
	[steps.call("lambda", "UpdateFunctionConfiguration", {"FunctionName": function.FunctionName, "TracingConfig": {"Mode": "PassThrough"}})],
	[steps.changed("lambda.functions", function.id, "TracingConfig.Mode", "Active")],
) if {
	some function in input.lambda.functions
	not function.id in _active
	not function.id in _telemetry
}
