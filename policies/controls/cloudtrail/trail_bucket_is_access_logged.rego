# METADATA
# title: The S3 bucket of a CloudTrail trail should have access logging on
# description: >-
#   Access logs say who read the audit logs.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
# custom:
#   id: CloudTrail.7
#   title_ja: CloudTrail証跡のS3バケットではアクセスログが有効になっている必要があります
#   severity: LOW
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {cis-1.2: ["2.6"], cis-1.4: ["3.6"], cis-3.0: ["3.4"], cis-5.0: ["3.4"], pci-dss-4.0.1: [CloudTrail.7]}
#   reasons:
#     logged: {en: "server access logging is on in the bucket that takes the logs of {trails}", ja: "{trails} の配信先であるバケットのサーバーアクセスログが有効です"}
#     unlogged: {en: "server access logging is off in the bucket that takes the logs of {trails}", ja: "{trails} の配信先であるバケットのサーバーアクセスログが無効です"}
#     foreign: {en: "trails deliver to buckets of other accounts, which were not scanned: {buckets}", ja: "証跡の配信先に、スキャンされていない他のアカウントのバケットがあります: {buckets}"}
#   remediation:
#     en: "Switch on server access logging of the trail's bucket."
#     ja: "証跡用バケットのサーバーアクセスログを有効にします。"
#   otherwise: decision
package controls.cloudtrail.trail_bucket_is_access_logged

import data.lib.access_logging
import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains bucket.id if {
	some bucket in input.s3.buckets
	trails.delivering[bucket.Name]
}

findings contains result.pass(bucket, "logged", {"trails": delivering}, _reads) if {
	some bucket in input.s3.buckets
	delivering := trails.delivering[bucket.Name]
	bucket.id in buckets.logging
}

findings contains result.fail(bucket, "unlogged", {"trails": delivering}, _reads) if {
	some bucket in input.s3.buckets
	delivering := trails.delivering[bucket.Name]
	not bucket.id in buckets.logging
}

elsewhere contains result.warn(input.account, "foreign", {"buckets": sort(trails.foreign_buckets)}, ["input.cloudtrail.trails.S3BucketName"]) if {
	some _ in trails.foreign_buckets
}

_reads := [
	"GetBucketLogging.LoggingEnabled.TargetBucket",
	"input.cloudtrail.trails.S3BucketName",
]

plan contains access_logging.logging(bucket) if {
	some bucket in input.s3.buckets
	trails.delivering[bucket.Name]
	not bucket.id in buckets.logging
}
