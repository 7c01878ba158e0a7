# METADATA
# title: Only CloudTrail can write to the trail bucket and the ACL is private
# description: >-
#   Whoever else can write to the bucket can put log files there that never happened. Deliveries of other AWS services may share the bucket.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
# custom:
#   id: BLEA.CloudTrail.14
#   title_ja: 証跡用バケットへの書き込みがCloudTrailに限定されACLが非公開である
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.14]}
#   reasons:
#     trail_only: {en: "the policy of the bucket {bucket} lets only CloudTrail write, and its ACL is private or off", ja: "バケット {bucket} のポリシーはCloudTrailだけに書き込みを許可しており、ACLは非公開または無効です"}
#     services: {en: "the policy of the bucket {bucket} lets other AWS services deliver logs beside CloudTrail", ja: "バケット {bucket} のポリシーは、CloudTrailのほかにAWSサービスによるログ配信を許可しています"}
#     writers: {en: "the policy of the bucket {bucket} lets somebody else than AWS's log deliveries write", ja: "バケット {bucket} のポリシーが、AWSのログ配信以外による書き込みを許可しています"}
#     acl: {en: "the ACL of the bucket {bucket} grants access to others than its owner", ja: "バケット {bucket} のACLが所有者以外にアクセスを許可しています"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Remove other writers from the bucket policy, and switch ACLs off with the bucket owner as owner of all objects."
#     ja: "バケットポリシーから他の書き込み元を削除し、オブジェクト所有者をバケット所有者に強制してACLを無効にします。"
package controls.cloudtrail.blea_trail_bucket_takes_only_trail_logs

import data.lib.buckets
import data.lib.result
import data.lib.trails

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName
}

findings contains result.pass(trail, "trail_only", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in _written
	not trail.S3BucketName in _shared
	trail.S3BucketName in buckets.private_acl
}

findings contains result.pass(trail, "services", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in _written
	trail.S3BucketName in _shared
	trail.S3BucketName in buckets.private_acl
}

findings contains result.fail(trail, "writers", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in _written
}

findings contains result.fail(trail, "acl", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in _written
	not trail.S3BucketName in buckets.private_acl
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.S3BucketName in buckets.known
}

# Services that deliver logs; others write what their callers tell them to.
_deliveries := {
	"cloudtrail.amazonaws.com",
	"config.amazonaws.com",
	"delivery.logs.amazonaws.com",
	"logdelivery.elasticloadbalancing.amazonaws.com",
	"logging.s3.amazonaws.com",
}

_written contains bucket.Name if {
	some bucket in input.s3.buckets
	some statement in _writing(bucket)
	statement.audience != "service"
}

_written contains bucket.Name if {
	some bucket in input.s3.buckets
	some statement in _writing(bucket)
	some service in statement.services
	not service in _deliveries
}

# A policy that cannot be read is not known to keep anyone out.
_written contains bucket.Name if {
	some bucket in input.s3.buckets
	kijun.policy.grants(bucket.GetBucketPolicy.Policy, bucket.account, "").error
}

_shared contains bucket.Name if {
	some bucket in input.s3.buckets
	some statement in _writing(bucket)
	some service in statement.services
	service != "cloudtrail.amazonaws.com"
}

_writing(bucket) := {statement |
	some statement in kijun.policy.grants(bucket.GetBucketPolicy.Policy, bucket.account, "").statements
	statement.denied == false
	_puts(statement)
}

_puts(statement) if {
	some pattern in statement.actions
	some action in ["s3:PutObject", "s3:PutObjectAcl", "s3:ReplicateObject"]
	kijun.policy.action_matches(pattern, action)
}

_puts(statement) if statement.not_actions[0]

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetBucketPolicy.Policy",
	"input.s3.buckets.GetBucketAcl.Grants",
	"input.s3.buckets.GetBucketOwnershipControls.OwnershipControls.Rules",
]

plan contains {
	"subject": trail.id,
	"region": trail.region,
	"calls": [
		{"service": "s3", "operation": "PutBucketAcl", "params": {"Bucket": bucket.Name, "ACL": "private"}},
		{"service": "s3", "operation": "PutBucketOwnershipControls", "params": {"Bucket": bucket.Name, "OwnershipControls": _enforced}},
	],
	"undo": array.concat(
		_ownership_undo(bucket),
		[{"service": "s3", "operation": "PutBucketAcl", "params": {"Bucket": bucket.Name, "AccessControlPolicy": bucket.GetBucketAcl}}],
	),
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketOwnershipControls", "value": {"OwnershipControls": _enforced}}],
	"needs": [],
	"destructive": true,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	not bucket.Name in _written
	not bucket.id in buckets.private_acl
}

_enforced := {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}

_ownership_undo(bucket) := [{"service": "s3", "operation": "PutBucketOwnershipControls", "params": {
	"Bucket": bucket.Name,
	"OwnershipControls": bucket.GetBucketOwnershipControls.OwnershipControls,
}}]

_ownership_undo(bucket) := [{"service": "s3", "operation": "DeleteBucketOwnershipControls", "params": {"Bucket": bucket.Name}}] if {
	not bucket.GetBucketOwnershipControls.OwnershipControls
}
