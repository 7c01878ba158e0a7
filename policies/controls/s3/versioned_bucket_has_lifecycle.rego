# METADATA
# title: S3 general purpose buckets with versioning enabled should have Lifecycle configurations
# description: >-
#   Versions pile up until a rule takes them away. Buckets without versioning, or with it suspended, are out of scope.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-version-lifecycle-policy-check.html
# custom:
#   id: S3.10
#   title_ja: バージョニングが有効なS3汎用バケットにはライフサイクル設定が必要です
#   severity: MEDIUM
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {nist-800-53-r5: [S3.10]}
#   reasons:
#     managed: {en: "a lifecycle rule is enabled", ja: "ライフサイクルルールが有効です"}
#     unmanaged: {en: "no lifecycle rule is enabled", ja: "有効なライフサイクルルールがありません"}
#   remediation:
#     en: "Add a lifecycle rule that says what becomes of noncurrent versions."
#     ja: "非現行バージョンの扱いを定めるライフサイクルルールを追加します。"
package controls.s3.versioned_bucket_has_lifecycle

import data.lib.buckets
import data.lib.lifecycles
import data.lib.result

subjects contains id if some id in buckets.versioned

findings contains result.pass(bucket, "managed", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.versioned
	bucket.id in _managed
}

findings contains result.fail(bucket, "unmanaged", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.versioned
	not bucket.id in _managed
}

_reads := ["GetBucketVersioning.Status", "GetBucketLifecycleConfiguration.Rules"]

_managed contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketLifecycleConfiguration.Rules
	rule.Status == "Enabled"
}

plan contains lifecycles.ending_uploads(bucket) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.versioned
	not bucket.id in _managed
}
