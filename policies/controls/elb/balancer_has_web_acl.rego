# METADATA
# title: Application Load Balancers should be associated with a web ACL
# description: >-
#   A web ACL of AWS WAF keeps common attacks away from the application.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16
#   - https://docs.aws.amazon.com/config/latest/developerguide/alb-waf-enabled.html
# custom:
#   id: ELB.16
#   title_ja: Application Load BalancerにWeb ACLを関連付ける必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   standards: {nist-800-53-r5: [ELB.16]}
#   reasons:
#     protected: {en: "the load balancer has a web ACL", ja: "ロードバランサーにWeb ACLが関連付けられています"}
#     unprotected: {en: "the load balancer has no web ACL", ja: "ロードバランサーにWeb ACLが関連付けられていません"}
#   remediation: {en: "Associate a regional web ACL with the load balancer.", ja: "リージョンのWeb ACLをロードバランサーに関連付けます。"}
#   otherwise: decision
package controls.elb.balancer_has_web_acl

import data.lib.balancers
import data.lib.result
import data.lib.steps
import data.lib.web_acls

subjects contains id if some id in balancers.application

findings contains result.pass(balancer, "protected", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	balancer.id in _protected
}

findings contains result.fail(balancer, "unprotected", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _protected
}

_reads := ["GetWebACLForResource.WebACL.ARN"]

_protected contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	balancer.GetWebACLForResource.WebACL.ARN != ""
}

# The choice is none where the Region has one web ACL that is the account's own.
plan contains steps.step(
	balancer,
	[steps.call("wafv2", "AssociateWebACL", {"WebACLArn": acl, "ResourceArn": balancer.arn})],
	[steps.call("wafv2", "DisassociateWebACL", {"ResourceArn": balancer.arn})],
	[steps.changed("elbv2.load_balancers", balancer.id, "GetWebACLForResource.WebACL.ARN", acl)],
) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _protected
	acls := web_acls.regional[balancer.region]
	count(acls) == 1
	some acl in acls
}
