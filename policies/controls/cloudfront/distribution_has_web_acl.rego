# METADATA
# title: CloudFront distributions should have a web ACL
# description: >-
#   A web ACL keeps common attacks away from the origin. One of WAF Classic counts as much as one of AWS WAF, as in the Config rule
#   cloudfront-associated-with-waf.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-associated-with-waf.html
# custom:
#   id: CloudFront.6
#   title_ja: CloudFrontディストリビューションにWeb ACLを関連付ける必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   standards: {fsbp: [CloudFront.6], nist-800-53-r5: [CloudFront.6], pci-dss-4.0.1: [CloudFront.6]}
#   reasons:
#     protected: {en: "the distribution has a web ACL", ja: "ディストリビューションにWeb ACLが関連付けられています"}
#     unprotected: {en: "the distribution has no web ACL", ja: "ディストリビューションにWeb ACLが関連付けられていません"}
#   remediation:
#     en: "Create a web ACL of the scope CLOUDFRONT in us-east-1, see in Count mode what it would stop, and set its ARN as WebACLId of the distribution. cloudfront:UpdateDistribution takes the whole configuration and, as IfMatch, its ETag; cloudfront:GetDistributionConfig gives both."
#     ja: "スコープCLOUDFRONTのWeb ACLをus-east-1に作成し、Countモードで影響を確認してから、そのARNをディストリビューションのWebACLIdに設定します。cloudfront:UpdateDistributionには設定全体と、IfMatchとしてETagが必要です。どちらもcloudfront:GetDistributionConfigで取得できます。"
#   manual: decision
package controls.cloudfront.distribution_has_web_acl

import data.lib.result

findings contains result.pass(distribution, "protected", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in _protected
}

findings contains result.fail(distribution, "unprotected", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _protected
}

_reads := ["WebACLId"]

_protected contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.WebACLId != ""
}
