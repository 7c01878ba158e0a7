# METADATA
# title: Lambda functions should use supported runtimes
# description: >-
#   A runtime out of support gets no fixes, and later cannot be deployed to. When support ends says kijun's dated table of runtimes;
#   one that the table does not know counts as supported. Functions in container images bring their own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/lambda-function-settings-check.html
# custom:
#   id: Lambda.2
#   title_ja: Lambda関数はサポートされているランタイムを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   standards: {fsbp: [Lambda.2], nist-800-53-r5: [Lambda.2], pci-dss-4.0.1: [Lambda.2], control-tower: [Lambda.2]}
#   reasons:
#     supported: {en: "{runtime} is supported", ja: "{runtime} はサポートされています"}
#     ended: {en: "support of {runtime} has ended", ja: "{runtime} のサポートは終了しています"}
#   remediation:
#     en: "Move the function to a newer runtime of its language, after testing it there."
#     ja: "同じ言語の新しいランタイムで動作を確認し、関数のランタイムを更新します。"
#   manual: application
package controls.lambda.function_runtime_is_supported

import data.lib.result
import data.lib.runtimes

subjects contains id if some id in runtimes.managed

findings contains result.pass(function, "supported", {"runtime": function.Runtime}, _reads) if {
	some function in input.lambda.functions
	function.id in runtimes.managed
	not function.id in runtimes.ended
}

findings contains result.fail(function, "ended", {"runtime": function.Runtime}, _reads) if {
	some function in input.lambda.functions
	function.id in runtimes.ended
}

_reads := ["Runtime"]
