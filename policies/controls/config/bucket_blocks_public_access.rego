# METADATA
# title: The Config bucket blocks all public access
# description: >-
#   The history of configurations is an inventory of the whole account. S3 applies the settings of the bucket and of the account
#   together.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.4
#   title_ja: Config用バケットで全てのパブリックアクセスがブロックされている
#   severity: HIGH
#   subject: resource
#   collection: config.delivery_channels
#   resource: AWS::Config::DeliveryChannel
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.4]}
#   reasons:
#     blocked: {en: "the bucket {bucket} blocks all public access", ja: "バケット {bucket} はすべてのパブリックアクセスをブロックしています"}
#     blocked_by_account: {en: "the settings of the account block public access to the bucket {bucket}", ja: "アカウントの設定により、バケット {bucket} へのパブリックアクセスがブロックされています"}
#     open: {en: "the bucket {bucket} does not block all public access", ja: "バケット {bucket} はすべてのパブリックアクセスをブロックしていません"}
#     not_delivering: {en: "deliveries to the bucket fail", ja: "バケットへの配信に失敗しています"}
#     foreign: {en: "the bucket {bucket} is in another account, which was not scanned", ja: "バケット {bucket} は別のアカウントにあり、スキャンの対象外です"}
#   remediation: {en: "Switch on all four public access block settings of the bucket.", ja: "バケットのパブリックアクセスブロックの4項目をすべて有効にします。"}
package controls.config.bucket_blocks_public_access

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

findings contains result.pass(channel, "blocked", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.blocked
}

findings contains result.pass(channel, "blocked_by_account", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	not channel.S3BucketName in buckets.blocked
	channel.S3BucketName in buckets.blocked_anyhow
}

findings contains result.fail(channel, "open", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.known
	not channel.S3BucketName in buckets.blocked_anyhow
}

_reads := ["S3BucketName", "input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration", "input.s3control.public_access_block.RestrictPublicBuckets"]

plan contains steps.step(
	channel,
	[steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": _all})],
	[steps.call("s3", "DeletePublicAccessBlock", {"Bucket": bucket.Name})],
	[steps.changed("s3.buckets", bucket.id, "GetPublicAccessBlock.PublicAccessBlockConfiguration", _all)],
) if {
	some channel in input.config.delivery_channels
	some bucket in input.s3.buckets
	bucket.id == channel.S3BucketName
	not bucket.id in buckets.blocked_anyhow
}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
