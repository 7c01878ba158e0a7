# METADATA
# title: S3 general purpose buckets should block public access
# description: >-
#   All four settings of the bucket itself are on. The account's settings do not count here, as in the Config rule
#   s3-bucket-level-public-access-prohibited.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8
# custom:
#   id: S3.8
#   title_ja: S3汎用バケットはパブリックアクセスをブロックする必要があります
#   severity: HIGH
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {fsbp: [S3.8], cis-1.4: ["2.1.5"], cis-3.0: ["2.1.4"], cis-5.0: ["2.1.4"], nist-800-53-r5: [S3.8], pci-dss-4.0.1: [S3.8], control-tower: [S3.8]}
#   reasons:
#     blocked: {en: all four settings of the bucket block public access, ja: バケットの4つの設定すべてがパブリックアクセスをブロックしています}
#     open: {en: not all four settings of the bucket block public access, ja: バケットの4つの設定のいずれかがパブリックアクセスをブロックしていません}
#   remediation: {en: Switch on all four public access block settings of the bucket., ja: バケットのパブリックアクセスブロックの4項目をすべて有効にします。}
package controls.s3.bucket_blocks_public_access

import data.lib.buckets
import data.lib.result

findings contains result.pass(bucket, "blocked", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.blocked
}

findings contains result.fail(bucket, "open", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.blocked
}

_reads := ["GetPublicAccessBlock.PublicAccessBlockConfiguration"]

plan contains {
	"subject": bucket.id,
	"region": bucket.region,
	"calls": [{"service": "s3", "operation": "PutPublicAccessBlock", "params": {"Bucket": bucket.id, "PublicAccessBlockConfiguration": _all}}],
	"undo": [_undo(bucket)],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetPublicAccessBlock.PublicAccessBlockConfiguration", "value": _all}],
	"needs": [],
	"destructive": false,
} if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.blocked
}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_undo(bucket) := {"service": "s3", "operation": "PutPublicAccessBlock", "params": {
	"Bucket": bucket.id,
	"PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration,
}}

_undo(bucket) := {"service": "s3", "operation": "DeletePublicAccessBlock", "params": {"Bucket": bucket.id}} if {
	not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
}
