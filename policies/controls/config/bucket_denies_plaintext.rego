# METADATA
# title: The Config bucket denies requests without TLS
# description: >-
#   Requests without TLS show their content, and who asks for it, to everyone on the way.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.6
#   title_ja: Config用バケットがTLS以外の通信を拒否している
#   severity: MEDIUM
#   subject: resource
#   collection: config.delivery_channels
#   resource: AWS::Config::DeliveryChannel
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.6]}
#   reasons:
#     denied: {en: "the bucket {bucket} denies requests without TLS", ja: "バケット {bucket} はTLS以外の通信を拒否しています"}
#     allowed: {en: "the bucket {bucket} does not deny all requests without TLS", ja: "バケット {bucket} はTLS以外の通信を拒否していません"}
#     not_delivering: {en: "deliveries to the bucket fail", ja: "バケットへの配信に失敗しています"}
#     foreign: {en: "the bucket {bucket} is in another account, which was not scanned", ja: "バケット {bucket} は別のアカウントにあり、スキャンの対象外です"}
#   remediation: {en: "Add a statement to the bucket policy that denies s3:* on the bucket and its objects when aws:SecureTransport is false.", ja: "aws:SecureTransportがfalseのとき、バケットとオブジェクトに対するs3:*を拒否するステートメントをバケットポリシーに追加します。"}
package controls.config.bucket_denies_plaintext

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

findings contains result.pass(channel, "denied", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.denies_plaintext
}

findings contains result.fail(channel, "allowed", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.known
	not channel.S3BucketName in buckets.denies_plaintext
}

_reads := ["S3BucketName", "input.s3.buckets.GetBucketPolicy.Policy"]

plan contains steps.step(
	channel,
	[steps.call("s3", "PutBucketPolicy", {"Bucket": bucket.Name, "Policy": json.marshal(policy)})],
	[_former(bucket)],
	[steps.changed("s3.buckets", bucket.id, "GetBucketPolicy.Policy", policy)],
) if {
	some channel in input.config.delivery_channels
	some bucket in input.s3.buckets
	bucket.id == channel.S3BucketName
	not bucket.id in buckets.denies_plaintext
	policy := config_bucket.with_statement(bucket, config_bucket.denying_plaintext(bucket.arn))
}

_former(bucket) := steps.call("s3", "PutBucketPolicy", {"Bucket": bucket.Name, "Policy": json.marshal(bucket.GetBucketPolicy.Policy)})

_former(bucket) := steps.call("s3", "DeleteBucketPolicy", {"Bucket": bucket.Name}) if not bucket.GetBucketPolicy.Policy
