# METADATA
# title: The Config bucket is encrypted
# description: >-
#   S3 encrypts what is written since 2023; a bucket can still say with which key.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.7
#   title_ja: Config用バケットが暗号化されている
#   severity: LOW
#   subject: resource
#   collection: config.delivery_channels
#   resource: AWS::Config::DeliveryChannel
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.7]}
#   reasons:
#     kms: {en: "the bucket {bucket} is encrypted with a KMS key", ja: "バケット {bucket} はKMSキーで暗号化されています"}
#     s3: {en: "the bucket {bucket} is encrypted with keys of S3", ja: "バケット {bucket} はS3管理のキーで暗号化されています"}
#     plain: {en: "the bucket {bucket} has no default encryption", ja: "バケット {bucket} にデフォルト暗号化が設定されていません"}
#     not_delivering: {en: "deliveries to the bucket fail", ja: "バケットへの配信に失敗しています"}
#     foreign: {en: "the bucket {bucket} is in another account, which was not scanned", ja: "バケット {bucket} は別のアカウントにあり、スキャンの対象外です"}
#   remediation: {en: "Set default encryption of the bucket.", ja: "バケットのデフォルト暗号化を設定します。"}
package controls.config.bucket_is_encrypted

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

findings contains result.pass(channel, "kms", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.encrypted_with_kms
}

findings contains result.pass(channel, "s3", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	not channel.S3BucketName in buckets.encrypted_with_kms
	channel.S3BucketName in buckets.encrypted
}

findings contains result.fail(channel, "plain", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.known
	not channel.S3BucketName in buckets.encrypted
}

_reads := ["S3BucketName", "input.s3.buckets.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules"]

plan contains steps.step(
	channel,
	[steps.call("s3", "PutBucketEncryption", {"Bucket": bucket.Name, "ServerSideEncryptionConfiguration": {"Rules": _rules}})],
	[steps.call("s3", "DeleteBucketEncryption", {"Bucket": bucket.Name})],
	[steps.changed("s3.buckets", bucket.id, "GetBucketEncryption.ServerSideEncryptionConfiguration.Rules", _rules)],
) if {
	some channel in input.config.delivery_channels
	some bucket in input.s3.buckets
	bucket.id == channel.S3BucketName
	not bucket.id in buckets.encrypted
}

_rules := [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
