# METADATA
# title: CloudFront distributions have a WAF web ACL
# description: >-
#   The web ACL is one of AWS WAF, whoever associates it, Firewall Manager too. Where all origins are Application Load Balancers with a web
#   ACL of their own, that filters as much. One of WAF Classic filters nothing any more.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
# custom:
#   id: BLEA.WAF.1
#   title_ja: CloudFrontにWAFのWeb ACLが関連付けられている
#   severity: MEDIUM
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Frontend
#   standards: {blea: [BLEA.WAF.1]}
#   reasons:
#     protected: {en: "the distribution has a web ACL", ja: "ディストリビューションにWeb ACLが関連付けられています"}
#     unobserved: {en: "the distribution has a web ACL, whose metrics or sampled requests are off", ja: "Web ACLが関連付けられていますが、メトリクスまたはサンプルリクエストが無効です"}
#     origin: {en: "the load balancers behind the distribution have web ACLs", ja: "ディストリビューションのオリジンのロードバランサーにWeb ACLが関連付けられています"}
#     unprotected: {en: "neither the distribution nor its origins have a web ACL", ja: "ディストリビューションにもオリジンにもWeb ACLが関連付けられていません"}
#   remediation: {en: "Associate a web ACL of the scope CLOUDFRONT with the distribution.", ja: "スコープCLOUDFRONTのWeb ACLをディストリビューションに関連付けます。"}
#   manual: deployment
package controls.waf.blea_distribution_has_web_acl

import data.lib.result

findings contains result.pass(distribution, "protected", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in _protected
	not distribution.WebACLId in _unobserved
}

findings contains result.pass(distribution, "unobserved", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.WebACLId in _unobserved
}

findings contains result.pass(distribution, "origin", {}, ["Origins.Items.DomainName", "input.elbv2.load_balancers.GetWebACLForResource.WebACL"]) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _protected
	distribution.id in _protected_behind
}

findings contains result.fail(distribution, "unprotected", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _protected
	not distribution.id in _protected_behind
}

_reads := ["WebACLId", "input.wafv2.web_acls.GetWebACL.WebACL.VisibilityConfig"]

# WAF Classic names its web ACLs by id.
_protected contains distribution.id if {
	some distribution in input.cloudfront.distributions
	regex.match(`^arn:[^:]+:wafv2:`, distribution.WebACLId)
}

_unobserved contains acl.arn if {
	some acl in input.wafv2.web_acls
	acl.GetWebACL.WebACL.VisibilityConfig.CloudWatchMetricsEnabled == false
}

_unobserved contains acl.arn if {
	some acl in input.wafv2.web_acls
	acl.GetWebACL.WebACL.VisibilityConfig.SampledRequestsEnabled == false
}

_protected_behind contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some _ in distribution.Origins.Items
	not distribution.id in _bypassed
}

_bypassed contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	not lower(origin.DomainName) in _guarded_names
}

_guarded_names contains lower(balancer.DNSName) if {
	some balancer in input.elbv2.load_balancers
	balancer.GetWebACLForResource.WebACL.ARN != ""
}
