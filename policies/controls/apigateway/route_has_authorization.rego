# METADATA
# title: API Gateway routes should specify an authorization type
# description: >-
#   A route of an HTTP or WebSocket API without authorization takes anybody's requests. The parameter asks for one type in
#   particular.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8
#   - https://docs.aws.amazon.com/config/latest/developerguide/api-gwv2-authorization-type-configured.html
# custom:
#   id: APIGateway.8
#   title_ja: API Gatewayルートには認可タイプを指定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigatewayv2.routes
#   resource: AWS::ApiGatewayV2::Route
#   standards: {fsbp: [APIGateway.8], nist-800-53-r5: [APIGateway.8], control-tower: [APIGateway.8]}
#   parameters: {authorizationType: {type: string, enum: [AWS_IAM, CUSTOM, JWT]}}
#   reasons:
#     authorized: {en: "requests are authorized by {type}", ja: "リクエストは {type} で認可されます"}
#     open: {en: "the route has no authorization type", ja: "ルートに認可タイプが指定されていません"}
#     other_type: {en: "requests are authorized by {type}, and not as asked for", ja: "リクエストは {type} で認可されますが、指定された認可タイプではありません"}
#   remediation:
#     en: "Set the authorization type of the route to AWS_IAM, JWT or CUSTOM, with an authorizer where it needs one."
#     ja: "ルートの認可タイプにAWS_IAM、JWT、CUSTOMのいずれかを設定し、必要に応じてオーソライザーを指定します。"
#   manual: application
package controls.apigateway.route_has_authorization

import data.lib.result

findings contains result.pass(route, "authorized", {"type": route.AuthorizationType}, _reads) if {
	some route in input.apigatewayv2.routes
	route.id in _authorized
	not route.id in _otherwise
}

findings contains result.fail(route, "other_type", {"type": route.AuthorizationType}, _reads) if {
	some route in input.apigatewayv2.routes
	route.id in _authorized
	route.id in _otherwise
}

findings contains result.fail(route, "open", {}, _reads) if {
	some route in input.apigatewayv2.routes
	not route.id in _authorized
}

_reads := ["AuthorizationType"]

_authorized contains route.id if {
	some route in input.apigatewayv2.routes
	route.AuthorizationType in {"AWS_IAM", "CUSTOM", "JWT"}
}

_otherwise contains route.id if {
	some route in input.apigatewayv2.routes
	route.AuthorizationType != data.parameters["APIGateway.8"].authorizationType
}
