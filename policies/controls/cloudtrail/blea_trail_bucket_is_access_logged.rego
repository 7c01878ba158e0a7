# METADATA
# title: Server access logging is enabled on the trail bucket
# description: >-
#   Access logs say who read the audit logs. They must lie in another bucket; data events of a trail say the same.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
# custom:
#   id: BLEA.CloudTrail.13
#   title_ja: 証跡用バケットのサーバーアクセスログが有効である
#   severity: LOW
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.13]}
#   reasons:
#     logged: {en: "accesses to the bucket {bucket} are logged to another bucket", ja: "バケット {bucket} へのアクセスは別のバケットに記録されています"}
#     data_events: {en: "a trail records the data events of all objects of the bucket {bucket}", ja: "証跡がバケット {bucket} の全オブジェクトのデータイベントを記録しています"}
#     unlogged: {en: "server access logging of the bucket {bucket} is off, or its target is missing or the bucket itself", ja: "バケット {bucket} のサーバーアクセスログが無効か、出力先が存在しないか、バケット自身です"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Switch on server access logging of the trail's bucket with another bucket as target."
#     ja: "別のバケットを出力先として、証跡用バケットのサーバーアクセスログを有効にします。"
package controls.cloudtrail.blea_trail_bucket_is_access_logged

import data.lib.buckets
import data.lib.result
import data.lib.trail_plan
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "logged", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.access_logged
}

findings contains result.pass(trail, "data_events", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.access_logged
	trail.S3BucketName in trails.watched_buckets
}

findings contains result.fail(trail, "unlogged", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.access_logged
	not trail.S3BucketName in trails.watched_buckets
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketLogging.LoggingEnabled.TargetBucket",
	"input.cloudtrail.trails.GetEventSelectors",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": array.concat(trail_plan.access_log_calls(_target(bucket), bucket), [{"service": "s3", "operation": "PutBucketLogging", "params": {"Bucket": bucket.Name, "BucketLoggingStatus": _logging(bucket)}}]),
	"undo": [
		{"service": "s3", "operation": "PutBucketLogging", "params": {"Bucket": bucket.Name, "BucketLoggingStatus": _present(bucket)}},
		{"service": "s3", "operation": "DeleteBucket", "params": {"Bucket": _target(bucket)}},
	],
	"effect": [
		{"op": "add", "collection": "s3.buckets", "id": _target(bucket), "value": trail_plan.access_log_bucket(_target(bucket), bucket)},
		{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketLogging", "value": _logging(bucket)},
	],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	bucket.region == trail.region
	not bucket.id in buckets.access_logged
	not bucket.Name in trails.watched_buckets
}

_target(bucket) := sprintf("blea-trail-access-logs-%s-%s", [bucket.account, bucket.region])

_logging(bucket) := {"LoggingEnabled": {"TargetBucket": _target(bucket), "TargetPrefix": "cloudtraillogs"}}

_present(bucket) := {"LoggingEnabled": bucket.GetBucketLogging.LoggingEnabled}

_present(bucket) := {} if not bucket.GetBucketLogging.LoggingEnabled
