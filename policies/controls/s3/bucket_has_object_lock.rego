# METADATA
# title: S3 general purpose buckets should have Object Lock enabled
# description: >-
#   What is locked can neither be deleted nor overwritten until its time is over. With the parameter mode the bucket's default
#   retention must have that mode.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-default-lock-enabled.html
# custom:
#   id: S3.15
#   title_ja: S3汎用バケットでオブジェクトロックを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   parameters:
#     mode: {type: string, enum: [GOVERNANCE, COMPLIANCE]}
#   standards: {nist-800-53-r5: [S3.15], pci-dss-4.0.1: [S3.15]}
#   reasons:
#     locked: {en: "Object Lock is on", ja: "オブジェクトロックが有効です"}
#     other_mode: {en: "Object Lock is on, but its default retention has not the mode asked for", ja: "オブジェクトロックは有効ですが、デフォルトの保持モードが指定と異なります"}
#     unlocked: {en: "Object Lock is off", ja: "オブジェクトロックが無効です"}
#   remediation:
#     en: "Enable versioning and then Object Lock on the bucket, with a default retention."
#     ja: "バケットのバージョニングを有効にしたうえで、デフォルトの保持期間とともにオブジェクトロックを有効にします。"
package controls.s3.bucket_has_object_lock

import data.lib.buckets
import data.lib.result
import data.lib.steps

findings contains result.pass(bucket, "locked", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.lockable
	bucket.id in _as_asked
}

findings contains result.fail(bucket, "other_mode", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.lockable
	not bucket.id in _as_asked
}

findings contains result.fail(bucket, "unlocked", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.lockable
}

_reads := ["GetObjectLockConfiguration.ObjectLockConfiguration"]

_as_asked contains bucket.id if {
	some bucket in input.s3.buckets
	not data.parameters["S3.15"].mode
}

_as_asked contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetObjectLockConfiguration.ObjectLockConfiguration.Rule.DefaultRetention.Mode == data.parameters["S3.15"].mode
}

# It stays on for ever. Without a default retention it locks only what is locked by name.
plan contains steps.step(
	bucket,
	[
		steps.call("s3", "PutBucketVersioning", {"Bucket": bucket.Name, "VersioningConfiguration": {"Status": "Enabled"}}),
		steps.call("s3", "PutObjectLockConfiguration", {"Bucket": bucket.Name, "ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}),
	],
	[],
	[
		steps.changed("s3.buckets", bucket.id, "GetBucketVersioning.Status", "Enabled"),
		steps.changed("s3.buckets", bucket.id, "GetObjectLockConfiguration.ObjectLockConfiguration", {"ObjectLockEnabled": "Enabled"}),
	],
) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.lockable
	not data.parameters["S3.15"].mode
}
