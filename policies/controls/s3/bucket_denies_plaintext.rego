# METADATA
# title: S3 general purpose buckets should require requests to use TLS
# description: >-
#   S3 takes requests without TLS unless the bucket's policy denies them to everyone, on the bucket and on its objects.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html
# custom:
#   id: S3.5
#   title_ja: S3汎用バケットはTLSを使用するリクエストを必須とする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {fsbp: [S3.5], cis-1.4: ["2.1.2"], cis-3.0: ["2.1.1"], cis-5.0: ["2.1.1"], nist-800-53-r5: [S3.5], nist-800-171-r2: [S3.5], pci-dss-3.2.1: [S3.5], pci-dss-4.0.1: [S3.5], control-tower: [S3.5]}
#   reasons:
#     denied: {en: "the policy denies requests without TLS", ja: "ポリシーがTLSを使用しないリクエストを拒否しています"}
#     allowed: {en: "the policy does not deny every request without TLS", ja: "ポリシーがTLSを使用しないリクエストをすべて拒否してはいません"}
#     no_policy: {en: "the bucket has no policy that could deny requests without TLS", ja: "TLSを使用しないリクエストを拒否するバケットポリシーがありません"}
#   remediation:
#     en: "Add a statement to the bucket policy that denies s3:* to everyone when aws:SecureTransport is false."
#     ja: "aws:SecureTransportがfalseのときに全員のs3:*を拒否するステートメントをバケットポリシーに追加します。"
package controls.s3.bucket_denies_plaintext

import data.lib.buckets
import data.lib.result

findings contains result.pass(bucket, "denied", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.denies_plaintext
}

findings contains result.fail(bucket, "allowed", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _with_policy
	not bucket.id in buckets.denies_plaintext
}

findings contains result.fail(bucket, "no_policy", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _with_policy
}

_with_policy contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketPolicy.Policy
}

_reads := ["GetBucketPolicy.Policy"]

plan contains {
	"subject": bucket.id,
	"region": bucket.region,
	"calls": buckets.policy_calls(bucket, _policy(bucket)),
	"undo": buckets.policy_undo(bucket),
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketPolicy.Policy", "value": _policy(bucket)}],
	"needs": [],
	"destructive": false,
} if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.denies_plaintext
}

_policy(bucket) := buckets.policy_with(bucket, [buckets.tls_statement(bucket.arn)])
