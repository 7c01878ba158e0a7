# METADATA
# title: The trail bucket denies requests without TLS
# description: >-
#   Without TLS audit logs cross the network in plain text. S3 takes such requests unless the bucket's policy denies them.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: BLEA.CloudTrail.11
#   title_ja: 証跡用バケットがTLS以外の通信を拒否している
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.11]}
#   reasons:
#     denied: {en: "the policy of the bucket {bucket} denies requests without TLS", ja: "バケット {bucket} のポリシーがTLSを使用しないリクエストを拒否しています"}
#     version: {en: "the policy of the bucket {bucket} denies requests below a TLS version, and with them those without TLS", ja: "バケット {bucket} のポリシーが一定のTLSバージョン未満のリクエストを拒否しており、TLSを使用しないリクエストも拒否されます"}
#     allowed: {en: "the policy of the bucket {bucket} does not deny every request without TLS to the bucket and its objects", ja: "バケット {bucket} のポリシーは、バケットとオブジェクトへのTLSを使用しないリクエストをすべて拒否してはいません"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Add a statement to the bucket policy that denies s3:* to everyone when aws:SecureTransport is false."
#     ja: "aws:SecureTransportがfalseのときに全員のs3:*を拒否するステートメントをバケットポリシーに追加します。"
package controls.cloudtrail.blea_trail_bucket_denies_plaintext

import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "denied", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.denies_insecure_transport
}

findings contains result.pass(trail, "version", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.denies_insecure_transport
	trail.S3BucketName in buckets.denies_plaintext
}

findings contains result.fail(trail, "allowed", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.denies_plaintext
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketPolicy.Policy",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": buckets.policy_calls(bucket, _policy(bucket)),
	"undo": buckets.policy_undo(bucket),
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketPolicy.Policy", "value": _policy(bucket)}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	not bucket.id in buckets.denies_plaintext
}

_policy(bucket) := buckets.policy_with(bucket, [buckets.tls_statement(bucket.arn)])
