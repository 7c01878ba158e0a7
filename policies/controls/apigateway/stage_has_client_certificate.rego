# METADATA
# title: API Gateway REST API stages should use SSL certificates for backend authentication
# description: >-
#   With a client certificate a back end can tell that a request comes from the API and not from somebody who found its address.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/api-gw-ssl-enabled.html
# custom:
#   id: APIGateway.2
#   title_ja: API Gateway REST APIステージではバックエンド認証にSSL証明書を使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   standards: {fsbp: [APIGateway.2], nist-800-53-r5: [APIGateway.2], nist-800-171-r2: [APIGateway.2], control-tower: [APIGateway.2]}
#   reasons:
#     certified: {en: "the stage has the client certificate {certificate}", ja: "ステージにクライアント証明書 {certificate} が設定されています"}
#     uncertified: {en: "the stage has no client certificate", ja: "ステージにクライアント証明書が設定されていません"}
#   remediation:
#     en: "Generate a client certificate, let the back end trust it, and set it on the stage."
#     ja: "クライアント証明書を生成し、バックエンドで信頼するよう設定してから、ステージに設定します。"
#   manual: application
package controls.apigateway.stage_has_client_certificate

import data.lib.result

findings contains result.pass(stage, "certified", {"certificate": stage.ClientCertificateId}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _certified
}

findings contains result.fail(stage, "uncertified", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _certified
}

_reads := ["ClientCertificateId"]

_certified contains stage.id if {
	some stage in input.apigateway.stages
	stage.ClientCertificateId != ""
}
