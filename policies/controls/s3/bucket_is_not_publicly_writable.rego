# METADATA
# title: S3 general purpose buckets should block public write access
# description: >-
#   The public access blocks of bucket and account, the bucket's policy and its ACL count together, as they do for S3: a policy or an ACL that a block
#   keeps from working opens nothing.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-public-write-prohibited.html
# custom:
#   id: S3.3
#   title_ja: S3汎用バケットはパブリック書き込みアクセスをブロックする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {fsbp: [S3.3], nist-800-53-r5: [S3.3], pci-dss-3.2.1: [S3.3], control-tower: [S3.3]}
#   reasons:
#     closed: {en: "the public can neither write to it nor change it", ja: "パブリックに書き込みも変更もできません"}
#     open: {en: "its policy or its ACL lets the public write to it or change it", ja: "ポリシーまたはACLにより、パブリックに書き込みまたは変更ができます"}
#   remediation:
#     en: "Switch on all four public access block settings of the bucket, or remove public write access from its policy and ACL."
#     ja: "バケットのパブリックアクセスブロックの4項目をすべて有効にするか、ポリシーとACLからパブリック書き込みアクセスを削除します。"
package controls.s3.bucket_is_not_publicly_writable

import data.lib.buckets
import data.lib.result

findings contains result.pass(bucket, "closed", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.publicly_writable
}

findings contains result.fail(bucket, "open", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.publicly_writable
}

_reads := [
	"GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"GetBucketPolicyStatus.PolicyStatus.IsPublic",
	"GetBucketPolicy.Policy",
	"GetBucketAcl.Grants",
	"GetBucketOwnershipControls.OwnershipControls.Rules",
	"input.s3control.public_access_block.IgnorePublicAcls",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains {
	"subject": bucket.id,
	"region": bucket.region,
	"calls": [{"service": "s3", "operation": "PutPublicAccessBlock", "params": {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": _all}}],
	"undo": [_undo(bucket)],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetPublicAccessBlock.PublicAccessBlockConfiguration", "value": _all}],
	"needs": [],
	"destructive": false,
} if {
	some bucket in input.s3.buckets
	bucket.id in buckets.publicly_writable
}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_undo(bucket) := {"service": "s3", "operation": "PutPublicAccessBlock", "params": {
	"Bucket": bucket.Name,
	"PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration,
}}

_undo(bucket) := {"service": "s3", "operation": "DeletePublicAccessBlock", "params": {"Bucket": bucket.Name}} if {
	not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
}
