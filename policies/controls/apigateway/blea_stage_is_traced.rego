# METADATA
# title: REST API X-Ray tracing is enabled
# description: >-
#   Traces show where a request spends its time behind the API and what fails.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/api.ts
# custom:
#   id: BLEA.APIGateway.3
#   title_ja: REST APIのX-Rayトレースが有効である
#   severity: LOW
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   profiles: [guest-serverless]
#   measure: operations
#   standards: {blea: [BLEA.APIGateway.3]}
#   reasons:
#     traced: {en: "X-Ray tracing is on", ja: "X-Rayトレースが有効です"}
#     untraced: {en: "X-Ray tracing is off", ja: "X-Rayトレースが無効です"}
#   remediation:
#     en: "Turn on X-Ray tracing of the stage."
#     ja: "ステージのX-Rayトレースを有効にします。"
package controls.apigateway.blea_stage_is_traced

import data.lib.result
import data.lib.steps

findings contains result.pass(stage, "traced", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _traced
}

findings contains result.fail(stage, "untraced", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _traced
}

_reads := ["TracingEnabled"]

_traced contains stage.id if {
	some stage in input.apigateway.stages
	stage.TracingEnabled == true
}

plan contains steps.step(
	stage,
	[steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": [{"op": "replace", "path": "/tracingEnabled", "value": "true"}]})],
	[steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": [{"op": "replace", "path": "/tracingEnabled", "value": "false"}]})],
	[steps.changed("apigateway.stages", stage.id, "TracingEnabled", true)],
) if {
	some stage in input.apigateway.stages
	not stage.id in _traced
}
