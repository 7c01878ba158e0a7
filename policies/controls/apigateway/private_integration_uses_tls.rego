# METADATA
# title: API Gateway V2 integrations should use HTTPS for private connections
# description: >-
#   Behind a VPC link requests cross the network in the clear unless the integration has a TLS configuration. Integrations that go
#   over the internet or to AWS services are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/apigatewayv2-integration-private-https-enabled.html
# custom:
#   id: APIGateway.10
#   title_ja: API Gateway V2統合ではプライベート接続にHTTPSを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigatewayv2.integrations
#   resource: AWS::ApiGatewayV2::Integration
#   standards: {fsbp: [APIGateway.10]}
#   reasons:
#     encrypted: {en: "the private connection uses TLS", ja: "プライベート接続でTLSを使用します"}
#     plain: {en: "the private connection does not use TLS", ja: "プライベート接続でTLSを使用していません"}
#   remediation:
#     en: "Give the load balancer or service behind the link an HTTPS listener, and set the name to verify in the integration's TLS configuration."
#     ja: "リンク先のロードバランサーまたはサービスにHTTPSリスナーを設定し、統合のTLS設定に検証するサーバー名を指定します。"
#   manual: application
package controls.apigateway.private_integration_uses_tls

import data.lib.result

subjects contains id if some id in _judged

findings contains result.pass(integration, "encrypted", {}, _reads) if {
	some integration in input.apigatewayv2.integrations
	integration.id in _judged
	integration.id in _encrypted
}

findings contains result.fail(integration, "plain", {}, _reads) if {
	some integration in input.apigatewayv2.integrations
	integration.id in _judged
	not integration.id in _encrypted
}

_reads := ["ConnectionType", "TlsConfig.ServerNameToVerify"]

_judged contains integration.id if {
	some integration in input.apigatewayv2.integrations
	integration.ConnectionType == "VPC_LINK"
}

_encrypted contains integration.id if {
	some integration in input.apigatewayv2.integrations
	integration.TlsConfig
}
