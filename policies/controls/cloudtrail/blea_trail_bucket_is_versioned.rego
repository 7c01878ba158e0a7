# METADATA
# title: The trail bucket has versioning enabled
# description: >-
#   A log file that is overwritten leaves its former version behind.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   id: BLEA.CloudTrail.10
#   title_ja: 証跡用バケットのバージョニングが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.10]}
#   reasons:
#     versioned: {en: "the bucket {bucket} keeps former versions", ja: "バケット {bucket} のバージョニングが有効です"}
#     lockable: {en: "the bucket {bucket} has Object Lock, which keeps versions", ja: "バケット {bucket} はオブジェクトロックが有効で、バージョンが保持されます"}
#     unversioned: {en: "versioning of the bucket {bucket} is off or suspended", ja: "バケット {bucket} のバージョニングが無効または停止中です"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Switch on versioning of the trail's bucket."
#     ja: "証跡用バケットのバージョニングを有効にします。"
package controls.cloudtrail.blea_trail_bucket_is_versioned

import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "versioned", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.versioned
}

findings contains result.pass(trail, "lockable", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.versioned
	trail.S3BucketName in buckets.lockable
}

findings contains result.fail(trail, "unversioned", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.versioned
	not trail.S3BucketName in buckets.lockable
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketVersioning.Status",
	"input.s3.buckets.GetObjectLockConfiguration.ObjectLockConfiguration.ObjectLockEnabled",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": [{"service": "s3", "operation": "PutBucketVersioning", "params": {"Bucket": bucket.Name, "VersioningConfiguration": {"Status": "Enabled"}}}],
	"undo": [{"service": "s3", "operation": "PutBucketVersioning", "params": {"Bucket": bucket.Name, "VersioningConfiguration": {"Status": "Suspended"}}}],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketVersioning.Status", "value": "Enabled"}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	not bucket.id in buckets.versioned
	not bucket.id in buckets.lockable
}
