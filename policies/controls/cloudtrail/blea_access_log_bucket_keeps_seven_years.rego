# METADATA
# title: The access-log bucket archives after 90 days and expires after 2,555 days
# description: >-
#   Seven years of access logs, moved to an archive after 90 days so that they cost little. What counts is that no rule lets objects expire before.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
# custom:
#   id: BLEA.CloudTrail.16
#   title_ja: アクセスログ用バケットが90日でGlacierへ移行し2555日で失効する
#   severity: LOW
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.16]}
#   reasons:
#     archived: {en: "access logs move to an archive and do not expire before 2,555 days", ja: "アクセスログはアーカイブへ移行し、2555日より前に失効しません"}
#     kept: {en: "access logs do not expire before 2,555 days, but do not move to an archive, which costs more", ja: "アクセスログは2555日より前に失効しませんが、アーカイブへ移行しないため費用が高くなります"}
#     early: {en: "a lifecycle rule lets access logs expire before 2,555 days", ja: "ライフサイクルルールにより、アクセスログが2555日より前に失効します"}
#     no_log_bucket: {en: "the bucket {bucket} has no bucket for access logs", ja: "バケット {bucket} にはアクセスログ用のバケットがありません"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Let objects of the bucket for access logs move to an archive class after 90 days and expire after 2,555 days or never."
#     ja: "アクセスログ用バケットのオブジェクトを90日後にアーカイブクラスへ移行し、2555日以降に失効させるか無期限に保持します。"
package controls.cloudtrail.blea_access_log_bucket_keeps_seven_years

import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "archived", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in _kept
	trail.S3BucketName in _archived
}

findings contains result.pass(trail, "kept", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in _kept
	not trail.S3BucketName in _archived
}

findings contains result.fail(trail, "early", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.access_logged
	not trail.S3BucketName in _kept
}

findings contains result.not_applicable(trail, "no_log_bucket", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.access_logged
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

_kept contains bucket.id if {
	some bucket in input.s3.buckets
	some target in input.s3.buckets
	target.id in buckets.access_logs[bucket.id]
	not _expires_early(target)
}

_expires_early(target) if {
	some rule in target.GetBucketLifecycleConfiguration.Rules
	_early(rule)
}

_early(rule) if {
	rule.Status == "Enabled"
	rule.Expiration.Days < 2555
}

# On the date everything that is older goes, however young.
_early(rule) if {
	rule.Status == "Enabled"
	rule.Expiration.Date
}

_archived contains bucket.id if {
	some bucket in input.s3.buckets
	some target in input.s3.buckets
	target.id in buckets.access_logs[bucket.id]
	some rule in target.GetBucketLifecycleConfiguration.Rules
	rule.Status == "Enabled"
	_for_all(rule)
	some transition in rule.Transitions
	transition.StorageClass in {"GLACIER", "GLACIER_IR", "DEEP_ARCHIVE", "INTELLIGENT_TIERING"}
}

_for_all(rule) if {
	not rule.Filter.Prefix
	not rule.Filter.Tag
	not rule.Filter.And
	not rule.Filter.ObjectSizeGreaterThan
	not rule.Filter.ObjectSizeLessThan
	not rule.Prefix
}

_for_all(rule) if rule.Filter.Prefix == ""

_for_all(rule) if rule.Prefix == ""

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketLogging.LoggingEnabled.TargetBucket",
	"input.s3.buckets.GetBucketLifecycleConfiguration.Rules",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": [{"service": "s3", "operation": "PutBucketLifecycleConfiguration", "params": {"Bucket": target.Name, "LifecycleConfiguration": {"Rules": _longer(target)}}}],
	"undo": [{"service": "s3", "operation": "PutBucketLifecycleConfiguration", "params": {
		"Bucket": target.Name,
		"LifecycleConfiguration": {"Rules": target.GetBucketLifecycleConfiguration.Rules},
	}}],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": target.id, "path": "GetBucketLifecycleConfiguration.Rules", "value": _longer(target)}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some target in input.s3.buckets
	target.id in buckets.access_logs[trail.S3BucketName]
	_expires_early(target)
}

_longer(target) := [_lasting(rule) | some rule in target.GetBucketLifecycleConfiguration.Rules]

_lasting(rule) := object.union(object.remove(rule, ["Expiration"]), {"Expiration": {"Days": 2555}}) if _early(rule)

_lasting(rule) := rule if not _early(rule)
