# METADATA
# title: Lambda Insights is enabled
# description: >-
#   Metrics of memory, CPU and network of each call show what the function's own do not. The extension is a layer; the layers of
#   other tools for it (Datadog, New Relic, Dynatrace, Elastic, OpenTelemetry) do as well. A container image holds its extensions
#   where no API shows them.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
#   - https://docs.aws.amazon.com/lambda/latest/dg/monitoring-insights.html
# custom:
#   id: BLEA.Lambda.4
#   title_ja: Lambda Insightsが有効である
#   severity: LOW
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: operations
#   standards: {blea: [BLEA.Lambda.4]}
#   reasons:
#     insights: {en: "the Lambda Insights extension is attached", ja: "Lambda Insights拡張機能のレイヤーが追加されています"}
#     other: {en: "another monitoring extension is attached", ja: "他の監視ツールのレイヤーが追加されています"}
#     none: {en: "no monitoring extension is attached", ja: "監視用の拡張機能レイヤーが追加されていません"}
#     image: {en: "the function is a container image, whose extensions no API shows", ja: "関数はコンテナイメージであり、拡張機能の有無をAPIで確認できません"}
#   remediation:
#     en: "Attach the layer LambdaInsightsExtension of the Region, and CloudWatchLambdaInsightsExecutionRolePolicy to the function's role."
#     ja: "リージョンのLambdaInsightsExtensionレイヤーを関数に追加し、関数のロールにCloudWatchLambdaInsightsExecutionRolePolicyをアタッチします。"
#   manual: deployment
package controls.lambda.blea_function_has_insights

import data.lib.result

findings contains result.pass(function, "insights", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _insights
}

findings contains result.pass(function, "other", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _insights
	function.id in _other
}

findings contains result.not_applicable(function, "image", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _image
	not function.id in _insights
	not function.id in _other
}

findings contains result.fail(function, "none", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _image
	not function.id in _insights
	not function.id in _other
}

_reads := ["Layers.Arn", "PackageType"]

_insights contains function.id if {
	some function in input.lambda.functions
	some layer in function.Layers
	regex.match(`:layer:LambdaInsightsExtension`, layer.Arn)
}

_other contains function.id if {
	some function in input.lambda.functions
	some layer in function.Layers
	regex.match(`(?i):layer:(Datadog|NewRelic|Dynatrace|elastic-apm|aws-otel-|opentelemetry-|AWSOpenTelemetryDistro)`, layer.Arn)
}

_image contains function.id if {
	some function in input.lambda.functions
	function.PackageType == "Image"
}
