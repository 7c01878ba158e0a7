# METADATA
# title: S3 general purpose buckets should have Lifecycle configurations
# description: >-
#   Rules say when objects move to cheaper storage and when they go. Days and storage class count only when their parameters are
#   set; one rule must then have them all.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-13
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-lifecycle-policy-check.html
# custom:
#   id: S3.13
#   title_ja: S3汎用バケットにはライフサイクル設定が必要です
#   severity: LOW
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   parameters:
#     targetTransitionDays: {type: integer, min: 1, max: 36500}
#     targetExpirationDays: {type: integer, min: 1, max: 36500}
#     targetTransitionStorageClass: {type: string, enum: [STANDARD_IA, INTELLIGENT_TIERING, ONEZONE_IA, GLACIER, GLACIER_IR, DEEP_ARCHIVE]}
#   standards: {fsbp: [S3.13], nist-800-53-r5: [S3.13], control-tower: [S3.13]}
#   reasons:
#     managed: {en: "a lifecycle rule that does what is asked is enabled", ja: "求められる内容のライフサイクルルールが有効です"}
#     unmanaged: {en: "no lifecycle rule that does what is asked is enabled", ja: "求められる内容の有効なライフサイクルルールがありません"}
#   remediation:
#     en: "Add a lifecycle rule that says when objects move to another storage class or expire."
#     ja: "オブジェクトの移行または失効の時期を定めるライフサイクルルールを追加します。"
#   otherwise: decision
package controls.s3.bucket_has_lifecycle

import data.lib.lifecycles
import data.lib.result

findings contains result.pass(bucket, "managed", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _managed
}

findings contains result.fail(bucket, "unmanaged", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _managed
}

_reads := ["GetBucketLifecycleConfiguration.Rules"]

_managed contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketLifecycleConfiguration.Rules
	rule.Status == "Enabled"
	_expires(rule)
	_moves(rule)
}

_expires(_) if not data.parameters["S3.13"].targetExpirationDays

_expires(rule) if rule.Expiration.Days == data.parameters["S3.13"].targetExpirationDays

_moves(_) if {
	not data.parameters["S3.13"].targetTransitionDays
	not data.parameters["S3.13"].targetTransitionStorageClass
}

_moves(rule) if {
	some transition in rule.Transitions
	_in_time(transition)
	_to_class(transition)
}

_in_time(_) if not data.parameters["S3.13"].targetTransitionDays

_in_time(transition) if transition.Days == data.parameters["S3.13"].targetTransitionDays

_to_class(_) if not data.parameters["S3.13"].targetTransitionStorageClass

_to_class(transition) if transition.StorageClass == data.parameters["S3.13"].targetTransitionStorageClass

# When objects move or expire is their owner's choice.
plan contains lifecycles.ending_uploads(bucket) if {
	some bucket in input.s3.buckets
	not bucket.id in _managed
	count(data.parameters["S3.13"]) == 0
}
