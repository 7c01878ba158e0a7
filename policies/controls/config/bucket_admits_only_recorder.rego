# METADATA
# title: The Config bucket policy admits only the recorder
# description: >-
#   Whoever else can write there can forge the history. The recorder's role may write, and so may AWS Config for accounts that the
#   policy names. A bucket that other services of AWS's write logs to is a shared log bucket.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.8
#   title_ja: Config用バケットへの書き込みがConfigに限定されている
#   severity: LOW
#   subject: resource
#   collection: config.delivery_channels
#   resource: AWS::Config::DeliveryChannel
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.8]}
#   reasons:
#     only_recorder: {en: "only AWS Config may write to the bucket {bucket}", ja: "バケット {bucket} に書き込めるのはAWS Configのみです"}
#     shared: {en: "only services of AWS's that write logs may write to the bucket {bucket}", ja: "バケット {bucket} に書き込めるのは、ログを配信するAWSサービスのみです"}
#     strangers: {en: "the policy of the bucket {bucket} lets others write", ja: "バケット {bucket} のポリシーは、AWS Config以外にも書き込みを許可しています"}
#     any_account: {en: "the policy of the bucket {bucket} lets AWS Config write for any account", ja: "バケット {bucket} のポリシーは、任意のアカウントのAWS Configに書き込みを許可しています"}
#     acl: {en: "the ACL of the bucket {bucket} grants access to others", ja: "バケット {bucket} のACLは、所有者以外にアクセスを許可しています"}
#     not_delivering: {en: "deliveries to the bucket fail", ja: "バケットへの配信に失敗しています"}
#     foreign: {en: "the bucket {bucket} is in another account, which was not scanned", ja: "バケット {bucket} は別のアカウントにあり、スキャンの対象外です"}
#   remediation: {en: "Let the bucket policy allow writing only to the recorder's role or to config.amazonaws.com with aws:SourceAccount, and keep the ACL private.", ja: "バケットポリシーで書き込みを許可する対象を、レコーダーのロール、またはaws:SourceAccountを条件とするconfig.amazonaws.comに限定し、ACLを非公開にします。"}
#   otherwise: decision
package controls.config.bucket_admits_only_recorder

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

findings contains result.pass(channel, "only_recorder", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.private_acl
	not channel.S3BucketName in config_bucket.admitting_strangers
	not channel.S3BucketName in config_bucket.admitting_any_account
	not channel.S3BucketName in config_bucket.shared_with_services
}

findings contains result.pass(channel, "shared", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.private_acl
	not channel.S3BucketName in config_bucket.admitting_strangers
	not channel.S3BucketName in config_bucket.admitting_any_account
	channel.S3BucketName in config_bucket.shared_with_services
}

findings contains result.fail(channel, "strangers", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in config_bucket.admitting_strangers
}

findings contains result.fail(channel, "any_account", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	not channel.S3BucketName in config_bucket.admitting_strangers
	channel.S3BucketName in config_bucket.admitting_any_account
}

findings contains result.fail(channel, "acl", {"bucket": channel.S3BucketName}, _reads) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	channel.S3BucketName in buckets.known
	not channel.S3BucketName in buckets.private_acl
	not channel.S3BucketName in config_bucket.admitting_strangers
	not channel.S3BucketName in config_bucket.admitting_any_account
}

_reads := ["S3BucketName", "input.s3.buckets.GetBucketPolicy.Policy", "input.s3.buckets.GetBucketAcl.Grants"]

# Who else may write is for a person to judge; that AWS Config may write for others is closed by naming the account.
plan contains steps.step(
	channel,
	buckets.policy_calls(bucket, policy),
	buckets.policy_undo(bucket),
	[steps.changed("s3.buckets", bucket.id, "GetBucketPolicy.Policy", policy)],
) if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
	some bucket in input.s3.buckets
	bucket.Name == channel.S3BucketName
	bucket.region == channel.region
	not bucket.Name in config_bucket.admitting_strangers
	bucket.Name in config_bucket.admitting_any_account
	policy := config_bucket.for_own_account(bucket)
}
