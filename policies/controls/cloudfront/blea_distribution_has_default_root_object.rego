# METADATA
# title: A default root object is set
# description: >-
#   Without one a request for the root goes on to the origin, and a bucket may answer it with the list of what it holds. BLEA sets "/", only
#   to answer the question.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
# custom:
#   id: BLEA.CloudFront.4
#   title_ja: CloudFrontのデフォルトルートオブジェクトが設定されている
#   severity: INFORMATIONAL
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Frontend
#   standards: {blea: [BLEA.CloudFront.4]}
#   reasons:
#     set: {en: "a default root object is set", ja: "デフォルトルートオブジェクトが設定されています"}
#     unset: {en: "no default root object is set", ja: "デフォルトルートオブジェクトが設定されていません"}
#   remediation: {en: "Set the default root object of the distribution to its start page, such as index.html.", ja: "ディストリビューションのデフォルトルートオブジェクトに、index.htmlなどの開始ページを設定します。"}
#   manual: deployment
package controls.cloudfront.blea_distribution_has_default_root_object

import data.lib.distributions
import data.lib.result

findings contains result.pass(distribution, "set", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.rooted
}

findings contains result.fail(distribution, "unset", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in distributions.rooted
}

_reads := ["GetDistributionConfig.DistributionConfig.DefaultRootObject"]
