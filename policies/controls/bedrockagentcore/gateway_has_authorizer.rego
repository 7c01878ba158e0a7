# METADATA
# title: Bedrock AgentCore gateways should have an inbound authorizer
# description: >-
#   A gateway without one lets everybody call its tools, with the gateway's own permissions. As in the Config rule, only NONE fails: an
#   authorizer that only authenticates leaves the decision to what stands behind it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/bedrockagentcore-controls.html#bedrockagentcore-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/bedrockagentcore-gateway-authorizer-enabled.html
#   - https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-inbound-auth.html
# custom:
#   id: BedrockAgentCore.2
#   title_ja: Bedrock AgentCoreゲートウェイではインバウンドのオーソライザーを設定する必要があります
#   severity: HIGH
#   subject: resource
#   collection: bedrockagentcore.gateways
#   resource: AWS::BedrockAgentCore::Gateway
#   standards: {fsbp: [BedrockAgentCore.2]}
#   reasons:
#     authorized: {en: "callers are checked by {kind}", ja: "呼び出し元は {kind} で検証されます"}
#     none: {en: "callers are not checked", ja: "呼び出し元が検証されません"}
#   remediation: {en: "Make a gateway with a JWT or IAM authorizer and move its targets and clients over, or update this one with an authorizer.", ja: "JWTまたはIAMのオーソライザーを設定したゲートウェイを作成してターゲットとクライアントを移すか、このゲートウェイを更新してオーソライザーを設定します。"}
#   manual: recreate
package controls.bedrockagentcore.gateway_has_authorizer

import data.lib.result

findings contains result.pass(gateway, "authorized", {"kind": gateway.AuthorizerType}, _reads) if {
	some gateway in input.bedrockagentcore.gateways
	gateway.id in _authorized
}

findings contains result.fail(gateway, "none", {}, _reads) if {
	some gateway in input.bedrockagentcore.gateways
	not gateway.id in _authorized
}

_reads := ["AuthorizerType"]

_authorized contains gateway.id if {
	some gateway in input.bedrockagentcore.gateways
	gateway.AuthorizerType != ""
	gateway.AuthorizerType != "NONE"
}
