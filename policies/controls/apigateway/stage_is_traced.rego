# METADATA
# title: API Gateway REST API stages should have AWS X-Ray tracing enabled
# description: >-
#   Traces show where a request spends its time behind the API and what fails.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/api-gw-xray-enabled.html
# custom:
#   id: APIGateway.3
#   title_ja: API Gateway REST APIステージではAWS X-Rayトレースを有効にする必要があります
#   severity: LOW
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   standards: {fsbp: [APIGateway.3], nist-800-53-r5: [APIGateway.3], control-tower: [APIGateway.3]}
#   reasons:
#     traced: {en: "X-Ray tracing is on", ja: "X-Rayトレースが有効です"}
#     untraced: {en: "X-Ray tracing is off", ja: "X-Rayトレースが無効です"}
#   remediation:
#     en: "Turn on X-Ray tracing of the stage."
#     ja: "ステージのX-Rayトレースを有効にします。"
package controls.apigateway.stage_is_traced

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
