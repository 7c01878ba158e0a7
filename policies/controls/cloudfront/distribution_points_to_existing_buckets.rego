# METADATA
# title: CloudFront distributions should not point to S3 origins that do not exist
# description: >-
#   Whoever makes a bucket of the missing name serves what he likes under the distribution's own name. Buckets with website hosting are not
#   looked at. A bucket of another account is there if S3 says so; where S3 does not let on, nothing is decided.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-12
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-s3-origin-non-existent-bucket.html
# custom:
#   id: CloudFront.12
#   title_ja: CloudFrontディストリビューションは存在しないS3オリジンを参照しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   standards: {fsbp: [CloudFront.12], nist-800-53-r5: [CloudFront.12], pci-dss-4.0.1: [CloudFront.12]}
#   reasons:
#     there: {en: "all S3 origins exist", ja: "S3オリジンはすべて存在します"}
#     missing: {en: "an S3 origin names a bucket that does not exist", ja: "存在しないバケットを参照するS3オリジンがあります"}
#   remediation: {en: "Point the origin to a bucket of yours, or delete it and the cache behaviors that use it.", ja: "オリジンを自身のバケットに変更するか、オリジンとそれを使用するキャッシュビヘイビアを削除します。"}
#   manual: decision
package controls.cloudfront.distribution_points_to_existing_buckets

import data.lib.distributions
import data.lib.result

subjects contains id if some id in distributions.from_buckets

findings contains result.pass(distribution, "there", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.from_buckets
	distribution.id in _sound
}

findings contains result.fail(distribution, "missing", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _sound
}

_reads := ["Origins.Items", "input.cloudfront.origin_buckets.Own", "input.cloudfront.origin_buckets.HeadBucket.Exists"]

_sound contains distribution.id if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _dangling
}

_dangling contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	origin.S3OriginConfig
	not origin.DomainName in _existing
}

_existing contains origin.DomainName if {
	some origin in input.cloudfront.origin_buckets
	origin.Own == true
}

_existing contains origin.DomainName if {
	some origin in input.cloudfront.origin_buckets
	origin.HeadBucket.Exists == true
}
