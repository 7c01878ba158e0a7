# METADATA
# title: CloudFront distributions should require encryption in transit
# description: >-
#   What goes between the viewer and CloudFront without TLS can be read and changed on the way. A distribution fails if the default cache
#   behavior or another one allows all protocols.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3
# custom:
#   id: CloudFront.3
#   title_ja: CloudFrontディストリビューションは転送時の暗号化を必須にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   standards: {fsbp: [CloudFront.3], nist-800-53-r5: [CloudFront.3], pci-dss-4.0.1: [CloudFront.3]}
#   reasons:
#     https: {en: "every cache behavior asks viewers for HTTPS", ja: "すべてのキャッシュビヘイビアがビューワーにHTTPSを要求します"}
#     plain: {en: "a cache behavior allows viewers plain HTTP", ja: "ビューワーにHTTPを許可するキャッシュビヘイビアがあります"}
#   remediation:
#     en: "Set the viewer protocol policy of every cache behavior to redirect-to-https or https-only. cloudfront:UpdateDistribution takes the whole configuration and, as IfMatch, its ETag; cloudfront:GetDistributionConfig gives both."
#     ja: "すべてのキャッシュビヘイビアのビューワープロトコルポリシーをredirect-to-httpsまたはhttps-onlyに設定します。cloudfront:UpdateDistributionには設定全体と、IfMatchとしてETagが必要です。どちらもcloudfront:GetDistributionConfigで取得できます。"
#   manual: decision
package controls.cloudfront.distribution_requires_https

import data.lib.distributions
import data.lib.result

findings contains result.pass(distribution, "https", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in distributions.plaintext
}

findings contains result.fail(distribution, "plain", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.plaintext
}

_reads := ["DefaultCacheBehavior.ViewerProtocolPolicy", "CacheBehaviors.Items.ViewerProtocolPolicy"]
