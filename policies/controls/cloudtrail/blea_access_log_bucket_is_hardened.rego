# METADATA
# title: The access-log bucket is hardened
# description: >-
#   The log of who read the audit logs must be as safe as they are: closed to the public, versioned, encrypted, for TLS only, and nothing in it
#   can be deleted. With a KMS key as default encryption S3 cannot deliver access logs.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
# custom:
#   id: BLEA.CloudTrail.15
#   title_ja: アクセスログ用バケットが保護されている(公開ブロック・バージョニング・暗号化・TLS・削除拒否)
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.15]}
#   reasons:
#     hardened: {en: "the bucket for access logs blocks public access, is versioned and encrypted, and denies plaintext and deletion", ja: "アクセスログ用バケットはパブリックアクセスのブロック、バージョニング、暗号化、平文通信の拒否、削除の拒否をすべて満たしています"}
#     kms: {en: "the bucket for access logs is hardened, with a KMS key as default encryption, to which S3 may not be able to deliver", ja: "アクセスログ用バケットは保護されていますが、デフォルト暗号化がKMSキーのため、S3が配信できない可能性があります"}
#     soft: {en: "the bucket for access logs lacks: {missing}", ja: "アクセスログ用バケットに不足している設定: {missing}"}
#     no_log_bucket: {en: "the bucket {bucket} has no bucket for access logs", ja: "バケット {bucket} にはアクセスログ用のバケットがありません"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Block public access, switch on versioning and encryption with AES256, and deny requests without TLS and deletion in the policy of the bucket for access logs."
#     ja: "アクセスログ用バケットでパブリックアクセスのブロック、バージョニング、AES256による暗号化を有効にし、ポリシーでTLSを使用しないリクエストと削除を拒否します。"
package controls.cloudtrail.blea_access_log_bucket_is_hardened

import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "hardened", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in _well_logged
	not trail.S3BucketName in _kms_logged
}

findings contains result.pass(trail, "kms", {}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in _well_logged
	trail.S3BucketName in _kms_logged
}

findings contains result.fail(trail, "soft", {"missing": concat(", ", sort(_missing[trail.S3BucketName]))}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.access_logged
	not trail.S3BucketName in _well_logged
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

_well_logged contains bucket.id if {
	some bucket in input.s3.buckets
	some target in input.s3.buckets
	target.id in buckets.access_logs[bucket.id]
	target.id in buckets.blocked_anyhow
	not target.id in buckets.public_policy
	target.id in _versioned
	target.id in buckets.encrypted
	target.id in buckets.denies_plaintext
	target.id in buckets.undeletable
}

_versioned contains target.id if {
	some target in input.s3.buckets
	target.id in buckets.versioned
}

_versioned contains target.id if {
	some target in input.s3.buckets
	target.id in buckets.lockable
}

_kms_logged contains bucket.id if {
	some bucket in input.s3.buckets
	some target in input.s3.buckets
	target.id in buckets.access_logs[bucket.id]
	target.id in buckets.encrypted_with_kms
}

_missing[bucket.id] contains "PublicAccessBlock" if {
	some bucket in input.s3.buckets
	some target in buckets.access_logs[bucket.id]
	not target in buckets.blocked_anyhow
}

_missing[bucket.id] contains "PublicAccessBlock" if {
	some bucket in input.s3.buckets
	some target in buckets.access_logs[bucket.id]
	target in buckets.public_policy
}

_missing[bucket.id] contains "BucketVersioning" if {
	some bucket in input.s3.buckets
	some target in buckets.access_logs[bucket.id]
	not target in _versioned
}

_missing[bucket.id] contains "BucketEncryption" if {
	some bucket in input.s3.buckets
	some target in buckets.access_logs[bucket.id]
	not target in buckets.encrypted
}

_missing[bucket.id] contains "Deny aws:SecureTransport=false" if {
	some bucket in input.s3.buckets
	some target in buckets.access_logs[bucket.id]
	not target in buckets.denies_plaintext
}

_missing[bucket.id] contains "Deny s3:Delete*" if {
	some bucket in input.s3.buckets
	some target in buckets.access_logs[bucket.id]
	not target in buckets.undeletable
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketLogging.LoggingEnabled.TargetBucket",
	"input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"input.s3.buckets.GetBucketVersioning.Status",
	"input.s3.buckets.GetBucketEncryption.ServerSideEncryptionConfiguration",
	"input.s3.buckets.GetBucketPolicy.Policy",
	"input.s3.buckets.GetObjectLockConfiguration.ObjectLockConfiguration",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": [call | some part in _parts[target.id]; some call in part.calls],
	"undo": [call | some part in _parts[target.id]; some call in part.undo],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": target.id, "path": part.path, "value": part.value} | some part in _parts[target.id]],
	"needs": ["S3.5"],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some target in input.s3.buckets
	target.id in buckets.access_logs[trail.S3BucketName]
	not trail.S3BucketName in _well_logged
	_parts[target.id]
}

_parts[target.id] contains {
	"path": "GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"value": _all,
	"calls": [{"service": "s3", "operation": "PutPublicAccessBlock", "params": {"Bucket": target.Name, "PublicAccessBlockConfiguration": _all}}],
	"undo": [_pab_undo(target)],
} if {
	some target in input.s3.buckets
	not target.id in buckets.blocked_anyhow
}

_parts[target.id] contains {
	"path": "GetBucketVersioning.Status",
	"value": "Enabled",
	"calls": [{"service": "s3", "operation": "PutBucketVersioning", "params": {"Bucket": target.Name, "VersioningConfiguration": {"Status": "Enabled"}}}],
	"undo": [{"service": "s3", "operation": "PutBucketVersioning", "params": {"Bucket": target.Name, "VersioningConfiguration": {"Status": "Suspended"}}}],
} if {
	some target in input.s3.buckets
	not target.id in _versioned
}

_parts[target.id] contains {
	"path": "GetBucketEncryption.ServerSideEncryptionConfiguration",
	"value": _aes,
	"calls": [{"service": "s3", "operation": "PutBucketEncryption", "params": {"Bucket": target.Name, "ServerSideEncryptionConfiguration": _aes}}],
	"undo": [{"service": "s3", "operation": "DeleteBucketEncryption", "params": {"Bucket": target.Name}}],
} if {
	some target in input.s3.buckets
	not target.id in buckets.encrypted
}

_parts[target.id] contains {
	"path": "GetBucketPolicy.Policy",
	"value": buckets.policy_with(target, _denials(target)),
	"calls": buckets.policy_calls(target, buckets.policy_with(target, _denials(target))),
	"undo": buckets.policy_undo(target),
} if {
	some target in input.s3.buckets
	_denials(target)[0]
}

_denials(target) := array.concat(
	[buckets.tls_statement(target.arn) | not target.id in buckets.denies_plaintext],
	[buckets.delete_statement(target.arn) | not target.id in buckets.undeletable],
)

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_aes := {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}

_pab_undo(bucket) := {"service": "s3", "operation": "PutPublicAccessBlock", "params": {
	"Bucket": bucket.Name,
	"PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration,
}}

_pab_undo(bucket) := {"service": "s3", "operation": "DeletePublicAccessBlock", "params": {"Bucket": bucket.Name}} if {
	not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
}
