# METADATA
# title: S3 origins are private and reached through an origin identity
# description: >-
#   A public bucket can be read past CloudFront, its web ACL and its log. Each S3 origin has an origin access identity or, better, origin
#   access control, and its bucket cannot be read by the public. A bucket with website hosting as origin is always public. Distributions
#   without a bucket behind them are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
# custom:
#   id: BLEA.CloudFront.3
#   title_ja: S3オリジンが非公開でOAI/OAC経由でのみアクセスできる
#   severity: HIGH
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Frontend
#   standards: {blea: [BLEA.CloudFront.3]}
#   reasons:
#     private: {en: "all S3 origins are reached with an identity, and their buckets are private", ja: "すべてのS3オリジンにOAIまたはOACが設定され、バケットは非公開です"}
#     website: {en: "an origin is a bucket with website hosting, which must be public", ja: "ウェブサイトホスティングを使用するバケットがオリジンで、公開が前提になっています"}
#     anonymous: {en: "an S3 origin has neither an origin access identity nor origin access control", ja: "OAIもOACも設定されていないS3オリジンがあります"}
#     public: {en: "the public can read the bucket of an S3 origin", ja: "パブリックに読み取り可能なバケットがS3オリジンになっています"}
#     foreign: {en: "the bucket of an S3 origin is none of this account's; its own account was not scanned", ja: "S3オリジンのバケットはこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Give the origin origin access control, let the bucket policy admit cloudfront.amazonaws.com for the distribution only, and block public access to the bucket."
#     ja: "オリジンにOACを設定し、バケットポリシーでこのディストリビューションのcloudfront.amazonaws.comのみを許可し、バケットのパブリックアクセスをブロックします。"
#   manual: deployment
package controls.cloudfront.blea_origin_buckets_are_private

import data.lib.buckets
import data.lib.distributions
import data.lib.result

subjects contains id if some id in _from_storage

findings contains result.pass(distribution, "private", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in _from_storage
	not distribution.id in _from_website
	not distribution.id in _anonymous
	not distribution.id in _public
	not distribution.id in _foreign
}

findings contains result.fail(distribution, "website", {}, ["Origins.Items"]) if {
	some distribution in input.cloudfront.distributions
	distribution.id in _from_website
}

findings contains result.fail(distribution, "anonymous", {}, ["Origins.Items"]) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _from_website
	distribution.id in _anonymous
}

findings contains result.fail(distribution, "public", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _from_website
	not distribution.id in _anonymous
	distribution.id in _public
}

findings contains result.warn(distribution, "foreign", {}, ["Origins.Items"]) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in _from_website
	not distribution.id in _anonymous
	not distribution.id in _public
	distribution.id in _foreign
}

_reads := [
	"Origins.Items",
	"input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"input.s3.buckets.GetBucketPolicyStatus.PolicyStatus.IsPublic",
	"input.s3.buckets.GetBucketAcl.Grants",
]

_from_storage contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.from_buckets
}

_from_storage contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.id in _from_website
}

# https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
_from_website contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	regex.match(`\.s3-website[.-][a-z0-9-]+\.amazonaws\.com`, origin.DomainName)
}

_anonymous contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	origin.S3OriginConfig
	not _identified(origin)
}

_identified(origin) if origin.S3OriginConfig.OriginAccessIdentity != ""

_identified(origin) if origin.OriginAccessControlId != ""

_public contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	origin.S3OriginConfig
	_bucket(origin.DomainName) in buckets.publicly_readable
}

_foreign contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	origin.S3OriginConfig
	not _bucket(origin.DomainName) in buckets.known
}

_bucket(domain) := regex.replace(domain, `\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$`, "")
