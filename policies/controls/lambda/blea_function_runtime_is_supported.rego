# METADATA
# title: Lambda functions use supported runtimes
# description: >-
#   A runtime out of support gets no fixes, and later cannot be deployed to. When support ends says kijun's dated table of runtimes;
#   one that the table does not know counts as supported.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
#   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
# custom:
#   id: BLEA.Lambda.7
#   title_ja: Lambda関数がサポート中のランタイムを使用している
#   severity: MEDIUM
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: settings
#   standards: {blea: [BLEA.Lambda.7]}
#   reasons:
#     supported: {en: "{runtime} is supported", ja: "{runtime} はサポートされています"}
#     ended: {en: "support of {runtime} has ended", ja: "{runtime} のサポートは終了しています"}
#     image: {en: "the function is a container image, which brings its own runtime", ja: "関数はコンテナイメージであり、ランタイムはイメージに含まれます"}
#   remediation:
#     en: "Move the function to a newer runtime of its language, after testing it there."
#     ja: "同じ言語の新しいランタイムで動作を確認し、関数のランタイムを更新します。"
#   manual: application
package controls.lambda.blea_function_runtime_is_supported

import data.lib.result
import data.lib.runtimes

findings contains result.pass(function, "supported", {"runtime": function.Runtime}, _reads) if {
	some function in input.lambda.functions
	function.id in runtimes.managed
	not function.id in runtimes.ended
}

findings contains result.fail(function, "ended", {"runtime": function.Runtime}, _reads) if {
	some function in input.lambda.functions
	function.id in runtimes.ended
}

findings contains result.not_applicable(function, "image", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in runtimes.managed
}

_reads := ["Runtime"]
