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
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   standards: {cis-1.2: ["2.6"], cis-1.4: ["3.6"], cis-3.0: ["3.4"], cis-5.0: ["3.4"], pci-dss-4.0.1: [CloudTrail.7]}
#   reasons:
#     logged: {en: "server access logging of the bucket {bucket} is on", ja: "バケット {bucket} のサーバーアクセスログが有効です"}
#     unlogged: {en: "server access logging of the bucket {bucket} is off", ja: "バケット {bucket} のサーバーアクセスログが無効です"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Switch on server access logging of the trail's bucket."
#     ja: "証跡用バケットのサーバーアクセスログを有効にします。"
#   manual: decision
package controls.cloudtrail.trail_bucket_is_access_logged

import data.lib.buckets
import data.lib.result

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.S3BucketName
}

findings contains result.pass(trail, "logged", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.S3BucketName in buckets.known
	trail.S3BucketName in buckets.logging
}

findings contains result.fail(trail, "unlogged", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.logging
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	not trail.S3BucketName in buckets.known
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketLogging.LoggingEnabled.TargetBucket",
]
