# METADATA
# title: Lambda functions should have AWS X-Ray active tracing enabled
# description: >-
#   With active tracing Lambda itself samples calls and records where the time goes and what fails.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-7
#   - https://docs.aws.amazon.com/config/latest/developerguide/lambda-function-xray-enabled.html
# custom:
#   id: Lambda.7
#   title_ja: Lambda関数ではAWS X-Rayのアクティブトレースを有効にする必要があります
#   severity: LOW
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   standards: {nist-800-53-r5: [Lambda.7]}
#   reasons:
#     active: {en: "active tracing is on", ja: "アクティブトレースが有効です"}
#     passive: {en: "the function records only traces that its caller began", ja: "呼び出し元が開始したトレースのみを記録します"}
#   remediation:
#     en: "Turn on active tracing, and let the function's role write to X-Ray (AWSXRayDaemonWriteAccess)."
#     ja: "アクティブトレースを有効にし、関数のロールにX-Rayへの書き込み (AWSXRayDaemonWriteAccess) を許可します。"
package controls.lambda.function_is_traced

import data.lib.result
import data.lib.steps

findings contains result.pass(function, "active", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _active
}

findings contains result.fail(function, "passive", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _active
}

_reads := ["TracingConfig.Mode"]

_active contains function.id if {
	some function in input.lambda.functions
	function.TracingConfig.Mode == "Active"
}

plan contains steps.step(
	function,
	[steps.call("lambda", "UpdateFunctionConfiguration", {"FunctionName": function.FunctionName, "TracingConfig": {"Mode": "Active"}})],
	[steps.call("lambda", "UpdateFunctionConfiguration", {"FunctionName": function.FunctionName, "TracingConfig": {"Mode": "PassThrough"}})],
	[steps.changed("lambda.functions", function.id, "TracingConfig.Mode", "Active")],
) if {
	some function in input.lambda.functions
	not function.id in _active
}
