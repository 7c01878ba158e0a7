# METADATA
# title: S3 general purpose buckets should have versioning enabled
# description: >-
#   A former version brings back what was overwritten or deleted. Suspended versioning keeps no new ones.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-versioning-enabled.html
# custom:
#   id: S3.14
#   title_ja: S3汎用バケットでバージョニングを有効にする必要があります
#   severity: LOW
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {nist-800-53-r5: [S3.14], nist-800-171-r2: [S3.14]}
#   reasons:
#     versioned: {en: "versioning is on", ja: "バージョニングが有効です"}
#     suspended: {en: "versioning is suspended", ja: "バージョニングが一時停止されています"}
#     unversioned: {en: "versioning was never switched on", ja: "バージョニングが有効化されていません"}
#   remediation:
#     en: "Enable versioning, and add a lifecycle rule for noncurrent versions."
#     ja: "バージョニングを有効にし、非現行バージョンのライフサイクルルールを追加します。"
package controls.s3.bucket_is_versioned

import data.lib.buckets
import data.lib.result
import data.lib.steps

findings contains result.pass(bucket, "versioned", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.versioned
}

findings contains result.fail(bucket, "suspended", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _suspended
}

findings contains result.fail(bucket, "unversioned", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.versioned
	not bucket.id in _suspended
}

_reads := ["GetBucketVersioning.Status"]

_suspended contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketVersioning.Status == "Suspended"
}

plan contains steps.step(
	bucket,
	[_put(bucket, "Enabled")],
	[_put(bucket, "Suspended")],
	[steps.changed("s3.buckets", bucket.id, "GetBucketVersioning.Status", "Enabled")],
) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.versioned
}

_put(bucket, status) := steps.call("s3", "PutBucketVersioning", {"Bucket": bucket.Name, "VersioningConfiguration": {"Status": status}})
