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
#   manual: decision
package controls.apigateway.v2_stage_has_access_logs

import data.lib.result

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
