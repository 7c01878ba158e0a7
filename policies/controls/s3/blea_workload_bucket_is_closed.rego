# METADATA
# title: Workload buckets are encrypted, closed and TLS-only
# description: >-
#   Buckets for logs, artifacts and content of a workload are encrypted, have all four settings of the public access block on, their
#   own or the account's, and deny requests without TLS. All buckets of the account are looked at.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ec2-app-sample/lib/construct/networking.ts
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
# custom:
#   id: BLEA.S3.1
#   title_ja: ワークロード用バケットが暗号化・非公開・TLS必須である
#   severity: HIGH
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   profiles: [guest-ec2, guest-ecs]
#   measure: settings
#   standards: {blea: [BLEA.S3.1]}
#   reasons:
#     closed: {en: "the bucket is encrypted, blocks public access and denies requests without TLS", ja: "バケットは暗号化され、パブリックアクセスをブロックし、TLSを使用しないリクエストを拒否します"}
#     unencrypted: {en: "the bucket has no default encryption", ja: "バケットのデフォルト暗号化が設定されていません"}
#     open: {en: "not all four settings of the public access block are on, neither for the bucket nor for the account", ja: "バケットにもアカウントにも、パブリックアクセスブロックの4つの設定がすべて有効になっていません"}
#     plaintext: {en: "the policy does not deny every request without TLS", ja: "ポリシーがTLSを使用しないリクエストをすべて拒否してはいません"}
#   remediation:
#     en: "Turn on default encryption and all four settings of the public access block, and add a statement to the bucket policy that denies s3:* to everyone when aws:SecureTransport is false."
#     ja: "デフォルト暗号化とパブリックアクセスブロックの4つの設定をすべて有効にし、aws:SecureTransportがfalseのときに全員のs3:*を拒否するステートメントをバケットポリシーに追加します。"
package controls.s3.blea_workload_bucket_is_closed

import data.lib.buckets
import data.lib.result
import data.lib.steps

findings contains result.pass(bucket, "closed", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.encrypted
	bucket.id in buckets.blocked_anyhow
	bucket.id in buckets.denies_plaintext
}

findings contains result.fail(bucket, "open", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.blocked_anyhow
}

findings contains result.fail(bucket, "unencrypted", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.blocked_anyhow
	not bucket.id in buckets.encrypted
}

findings contains result.fail(bucket, "plaintext", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.blocked_anyhow
	bucket.id in buckets.encrypted
	not bucket.id in buckets.denies_plaintext
}

_reads := [
	"GetBucketEncryption.ServerSideEncryptionConfiguration.Rules",
	"GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"GetBucketPolicy.Policy",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains steps.step(
	bucket,
	[steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": _all})],
	_unblock(bucket),
	[steps.changed("s3.buckets", bucket.id, "GetPublicAccessBlock.PublicAccessBlockConfiguration", _all)],
) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.blocked_anyhow
}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_unblock(bucket) := [steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration})]

_unblock(bucket) := [steps.call("s3", "DeletePublicAccessBlock", {"Bucket": bucket.Name})] if not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration

plan contains steps.step(
	bucket,
	[steps.call("s3", "PutBucketEncryption", {"Bucket": bucket.Name, "ServerSideEncryptionConfiguration": _aes})],
	[steps.call("s3", "DeleteBucketEncryption", {"Bucket": bucket.Name})],
	[steps.changed("s3.buckets", bucket.id, "GetBucketEncryption.ServerSideEncryptionConfiguration", _aes)],
) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.encrypted
}

_aes := {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}

plan contains steps.step(
	bucket,
	buckets.policy_calls(bucket, _policy(bucket)),
	buckets.policy_undo(bucket),
	[steps.changed("s3.buckets", bucket.id, "GetBucketPolicy.Policy", _policy(bucket))],
) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.denies_plaintext
}

_policy(bucket) := buckets.policy_with(bucket, [buckets.tls_statement(bucket.arn)])
