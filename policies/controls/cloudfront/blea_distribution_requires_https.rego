# METADATA
# title: CloudFront viewers must use HTTPS
# description: >-
#   What goes between the viewer and CloudFront without TLS can be read and changed on the way. Every cache behavior redirects to HTTPS or
#   refuses the rest. The way to the origin, which is plain HTTP in BLEA's sample, is another matter.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
# custom:
#   id: BLEA.CloudFront.1
#   title_ja: CloudFrontがHTTPSを必須としている
#   severity: MEDIUM
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Frontend
#   standards: {blea: [BLEA.CloudFront.1]}
#   reasons:
#     https: {en: "every cache behavior asks viewers for HTTPS", ja: "すべてのキャッシュビヘイビアがビューワーにHTTPSを要求します"}
#     plain: {en: "a cache behavior allows viewers plain HTTP", ja: "ビューワーにHTTPを許可するキャッシュビヘイビアがあります"}
#   remediation: {en: "Set the viewer protocol policy of every cache behavior to redirect-to-https or https-only.", ja: "すべてのキャッシュビヘイビアのビューワープロトコルポリシーをredirect-to-httpsまたはhttps-onlyに設定します。"}
#   manual: deployment
package controls.cloudfront.blea_distribution_requires_https

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
