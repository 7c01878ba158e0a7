# METADATA
# title: S3 general purpose buckets should have server access logging on
# description: >-
#   As in the Config rule s3-bucket-logging-enabled, any target counts, and buckets that only take other buckets' logs are asked too.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-logging-enabled.html
# custom:
#   id: S3.9
#   title_ja: S3汎用バケットではサーバーアクセスログが有効になっている必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {fsbp: [S3.9], nist-800-53-r5: [S3.9], nist-800-171-r2: [S3.9], pci-dss-4.0.1: [S3.9], control-tower: [S3.9]}
#   reasons:
#     logged: {en: "server access logging is on", ja: "サーバーアクセスログが有効です"}
#     unlogged: {en: "server access logging is off", ja: "サーバーアクセスログが無効です"}
#   remediation:
#     en: "Switch on server access logging of the bucket."
#     ja: "バケットのサーバーアクセスログを有効にします。"
#   otherwise: decision
package controls.s3.bucket_is_access_logged

import data.lib.access_logging
import data.lib.buckets
import data.lib.result

findings contains result.pass(bucket, "logged", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.logging
}

findings contains result.fail(bucket, "unlogged", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.logging
}

_reads := ["GetBucketLogging.LoggingEnabled.TargetBucket"]

plan contains access_logging.logging(bucket) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.logging
}
