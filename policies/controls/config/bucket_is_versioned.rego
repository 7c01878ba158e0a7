# METADATA
# title: The Config bucket has versioning enabled
# description: >-
#   What somebody overwrites or deletes can be brought back from an older version. Object Lock keeps versions, too.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.5
#   title_ja: Config用バケットのバージョニングが有効である
#   severity: LOW
#   subject: resource
#   collection: config.delivery_channels
#   resource: AWS::Config::DeliveryChannel
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.5]}
#   reasons:
#     versioned: {en: "the bucket {bucket} keeps versions", ja: "バケット {bucket} のバージョニングは有効です"}
#     object_lock: {en: "the bucket {bucket} has Object Lock", ja: "バケット {bucket} でオブジェクトロックが有効です"}
#     unversioned: {en: "the bucket {bucket} keeps no versions", ja: "バケット {bucket} のバージョニングが有効ではありません"}
#     not_delivering: {en: "deliveries to the bucket fail", ja: "バケットへの配信に失敗しています"}
#     foreign: {en: "the bucket {bucket} is in another account, which was not scanned", ja: "バケット {bucket} は別のアカウントにあり、スキャンの対象外です"}
#   remediation: {en: "Enable versioning of the bucket.", ja: "バケットのバージョニングを有効にします。"}
package controls.config.bucket_is_versioned

import data.lib.buckets
import data.lib.config_bucket
import data.lib.result
import data.lib.steps

subjects contains channel.id if {
	some channel in input.config.delivery_channels
	channel.S3BucketName != ""
}

findings contains result.not_applicable(channel, "not_delivering", {}, _reads) if {
	some channel in input.config.delivery_channels
	channel.S3BucketName != ""
	not channel.id in config_bucket.delivering
}

findings contains result.warn(channel, "foreign", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	not channel.S3BucketName in buckets.known
}

findings contains result.pass(channel, "versioned", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.versioned
}

findings contains result.pass(channel, "object_lock", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	not channel.S3BucketName in buckets.versioned
	channel.S3BucketName in buckets.lockable
}

findings contains result.fail(channel, "unversioned", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.known
	not channel.S3BucketName in buckets.versioned
	not channel.S3BucketName in buckets.lockable
}

_reads := ["S3BucketName", "input.s3.buckets.GetBucketVersioning.Status"]

plan contains steps.step(
	channel,
	[steps.call("s3", "PutBucketVersioning", {"Bucket": bucket.Name, "VersioningConfiguration": {"Status": "Enabled"}})],
	[steps.call("s3", "PutBucketVersioning", {"Bucket": bucket.Name, "VersioningConfiguration": {"Status": "Suspended"}})],
	[steps.changed("s3.buckets", bucket.id, "GetBucketVersioning.Status", "Enabled")],
) if {
	some channel in input.config.delivery_channels
	some bucket in input.s3.buckets
	bucket.id == channel.S3BucketName
	not bucket.id in buckets.versioned
	not bucket.id in buckets.lockable
}
