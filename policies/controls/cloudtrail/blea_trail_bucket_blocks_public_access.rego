# METADATA
# title: The trail bucket blocks all public access
# description: >-
#   Audit logs that anyone can read show the whole environment. Each of the four settings may be the bucket's or the account's.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: BLEA.CloudTrail.9
#   title_ja: 証跡用バケットで全てのパブリックアクセスがブロックされている
#   severity: CRITICAL
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.9]}
#   reasons:
#     blocked: {en: "all four settings of the bucket {bucket} block public access", ja: "バケット {bucket} の4つの設定すべてがパブリックアクセスをブロックしています"}
#     blocked_by_account: {en: "the account's settings, or the bucket's and the account's together, block all public access to the bucket {bucket}", ja: "アカウントの設定、またはバケットとアカウントの設定の組み合わせが、バケット {bucket} へのパブリックアクセスをすべてブロックしています"}
#     public_policy: {en: "the policy of the bucket {bucket} is public", ja: "バケット {bucket} のポリシーがパブリックです"}
#     open: {en: "a setting that blocks public access is off in the bucket {bucket} and in the account", ja: "パブリックアクセスをブロックする設定のいずれかが、バケット {bucket} とアカウントの両方で無効です"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Switch on all four public access block settings of the trail's bucket, and remove public statements from its policy."
#     ja: "証跡用バケットのパブリックアクセスブロックの4項目をすべて有効にし、ポリシーからパブリックなステートメントを削除します。"
package controls.cloudtrail.blea_trail_bucket_blocks_public_access

import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "blocked", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.public_policy
	trail.S3BucketName in buckets.blocked
}

findings contains result.pass(trail, "blocked_by_account", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.public_policy
	not trail.S3BucketName in buckets.blocked
	trail.S3BucketName in buckets.blocked_anyhow
}

findings contains result.fail(trail, "public_policy", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.public_policy
}

findings contains result.fail(trail, "open", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.public_policy
	not trail.S3BucketName in buckets.blocked_anyhow
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"input.s3.buckets.GetBucketPolicyStatus.PolicyStatus.IsPublic",
	"input.s3control.public_access_block.BlockPublicAcls",
	"input.s3control.public_access_block.IgnorePublicAcls",
	"input.s3control.public_access_block.BlockPublicPolicy",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": [{"service": "s3", "operation": "PutPublicAccessBlock", "params": {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": _all}}],
	"undo": [_pab_undo(bucket)],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetPublicAccessBlock.PublicAccessBlockConfiguration", "value": _all}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	not bucket.id in buckets.blocked_anyhow
}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_pab_undo(bucket) := {"service": "s3", "operation": "PutPublicAccessBlock", "params": {
	"Bucket": bucket.Name,
	"PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration,
}}

_pab_undo(bucket) := {"service": "s3", "operation": "DeletePublicAccessBlock", "params": {"Bucket": bucket.Name}} if {
	not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
}
