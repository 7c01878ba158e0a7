# METADATA
# title: CloudFront distributions with S3 origins should have a default root object
# description: >-
#   Without one a request for the root of the distribution goes on to the bucket, which may answer with the list of what it holds. Only
#   distributions with an S3 origin are looked at; a bucket with website hosting is none, and has an index document of its own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-1
# custom:
#   id: CloudFront.1
#   title_ja: S3オリジンを持つCloudFrontディストリビューションにはデフォルトルートオブジェクトを設定する必要があります
#   severity: HIGH
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   standards: {fsbp: [CloudFront.1], nist-800-53-r5: [CloudFront.1], pci-dss-4.0.1: [CloudFront.1]}
#   reasons:
#     set: {en: "a default root object is set", ja: "デフォルトルートオブジェクトが設定されています"}
#     unset: {en: "no default root object is set", ja: "デフォルトルートオブジェクトが設定されていません"}
#   remediation:
#     en: "Set the default root object of the distribution to its start page, such as index.html. cloudfront:UpdateDistribution takes the whole configuration and, as IfMatch, its ETag; cloudfront:GetDistributionConfig gives both."
#     ja: "ディストリビューションのデフォルトルートオブジェクトに、index.htmlなどの開始ページを設定します。cloudfront:UpdateDistributionには設定全体と、IfMatchとしてETagが必要です。どちらもcloudfront:GetDistributionConfigで取得できます。"
#   manual: decision
package controls.cloudfront.distribution_has_default_root_object

import data.lib.distributions
import data.lib.result

subjects contains id if some id in distributions.from_buckets

findings contains result.pass(distribution, "set", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.from_buckets
	distribution.id in distributions.rooted
}

findings contains result.fail(distribution, "unset", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.from_buckets
	not distribution.id in distributions.rooted
}

_reads := ["Origins.Items.S3OriginConfig", "GetDistributionConfig.DistributionConfig.DefaultRootObject"]
