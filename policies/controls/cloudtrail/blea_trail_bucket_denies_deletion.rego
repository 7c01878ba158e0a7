# METADATA
# title: Objects in the trail bucket cannot be deleted
# description: >-
#   Whoever breaks in deletes the evidence first. A policy that denies it to everyone, Object Lock and MFA Delete all stop that.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
# custom:
#   id: BLEA.CloudTrail.12
#   title_ja: 証跡用バケットのオブジェクト削除が拒否されている
#   severity: HIGH
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.12]}
#   reasons:
#     denied: {en: "the policy of the bucket {bucket} denies everyone to delete objects and versions", ja: "バケット {bucket} のポリシーが、オブジェクトとバージョンの削除を全員に対して拒否しています"}
#     denied_to_most: {en: "the policy of the bucket {bucket} denies to delete objects and versions to all but principals that it names", ja: "バケット {bucket} のポリシーが、指定されたプリンシパルを除く全員に対して、オブジェクトとバージョンの削除を拒否しています"}
#     locked: {en: "Object Lock keeps every object of the bucket {bucket} for a day or longer", ja: "オブジェクトロックにより、バケット {bucket} のオブジェクトは1日以上保持されます"}
#     mfa_delete: {en: "versions of the bucket {bucket} can be deleted with MFA only", ja: "バケット {bucket} のバージョンはMFAがなければ削除できません"}
#     deletable: {en: "objects of the bucket {bucket} can be deleted: no policy, Object Lock or MFA Delete stops it", ja: "バケット {bucket} のオブジェクトは削除できます(ポリシー、オブジェクトロック、MFA Deleteのいずれでも防止されていません)"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Add a statement to the bucket policy that denies s3:Delete* on all objects to everyone, or set a default retention with Object Lock."
#     ja: "全オブジェクトへのs3:Delete*を全員に対して拒否するステートメントをバケットポリシーに追加するか、オブジェクトロックのデフォルト保持期間を設定します。"
package controls.cloudtrail.blea_trail_bucket_denies_deletion

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
	trail.S3BucketName in buckets.denies_delete
}

findings contains result.pass(trail, "denied_to_most", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.denies_delete
	trail.S3BucketName in buckets.denies_delete_to_most
}

findings contains result.pass(trail, "locked", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.denies_delete_to_most
	trail.S3BucketName in buckets.locked
}

findings contains result.pass(trail, "mfa_delete", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.denies_delete_to_most
	not trail.S3BucketName in buckets.locked
	trail.S3BucketName in buckets.mfa_delete
}

findings contains result.fail(trail, "deletable", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in buckets.undeletable
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketPolicy.Policy",
	"input.s3.buckets.GetObjectLockConfiguration.ObjectLockConfiguration",
	"input.s3.buckets.GetBucketVersioning.MFADelete",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": buckets.policy_calls(bucket, _policy(bucket)),
	"undo": buckets.policy_undo(bucket),
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketPolicy.Policy", "value": _policy(bucket)}],
	"needs": ["BLEA.CloudTrail.11", "S3.5"],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	not bucket.id in buckets.undeletable
}

# Steps replace the whole policy, so this one, which comes after the one for TLS, brings what that one added.
_policy(bucket) := buckets.policy_with(bucket, [buckets.delete_statement(bucket.arn)]) if bucket.id in buckets.denies_plaintext

_policy(bucket) := buckets.policy_with(bucket, [buckets.tls_statement(bucket.arn), buckets.delete_statement(bucket.arn)]) if {
	not bucket.id in buckets.denies_plaintext
}
