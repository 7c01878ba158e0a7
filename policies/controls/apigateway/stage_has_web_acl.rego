# METADATA
# title: API Gateway should be associated with a WAF web ACL
# description: >-
#   A web ACL of AWS WAF keeps known attacks and floods from an API. What its rules do is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/api-gw-associated-with-waf.html
# custom:
#   id: APIGateway.4
#   title_ja: API GatewayはWAFウェブACLに関連付ける必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   standards: {fsbp: [APIGateway.4], nist-800-53-r5: [APIGateway.4], control-tower: [APIGateway.4]}
#   reasons:
#     guarded: {en: "the stage is associated with {acl}", ja: "ステージは {acl} に関連付けられています"}
#     unguarded: {en: "the stage is associated with no web ACL", ja: "ステージにウェブACLが関連付けられていません"}
#   remediation:
#     en: "Create a regional web ACL, see in Count mode what it would stop, and associate it with the stage."
#     ja: "リージョナルウェブACLを作成し、Countモードで影響を確認してからステージに関連付けます。"
#   otherwise: decision
package controls.apigateway.stage_has_web_acl

import data.lib.result
import data.lib.steps
import data.lib.web_acls

findings contains result.pass(stage, "guarded", {"acl": stage.WebAclArn}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _guarded
}

findings contains result.fail(stage, "unguarded", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _guarded
}

_reads := ["WebAclArn"]

_guarded contains stage.id if {
	some stage in input.apigateway.stages
	stage.WebAclArn != ""
}

# The choice is none where the Region has one web ACL that is the account's own.
plan contains steps.step(
	stage,
	[steps.call("wafv2", "AssociateWebACL", {"WebACLArn": acl, "ResourceArn": stage.arn})],
	[steps.call("wafv2", "DisassociateWebACL", {"ResourceArn": stage.arn})],
	[steps.changed("apigateway.stages", stage.id, "WebAclArn", acl)],
) if {
	some stage in input.apigateway.stages
	not stage.id in _guarded
	acls := web_acls.regional[stage.region]
	count(acls) == 1
	some acl in acls
}
