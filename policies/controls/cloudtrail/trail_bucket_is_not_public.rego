# METADATA
# title: The S3 bucket of a CloudTrail trail should not be public
# description: >-
#   Audit logs that anyone can read show the whole environment. Policy, ACL and public access blocks count together.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6
# custom:
#   id: CloudTrail.6
#   title_ja: CloudTrail証跡のS3バケットはパブリックにアクセスできないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: cloudtrail.trails
#   resource: AWS::CloudTrail::Trail
#   standards: {cis-1.2: ["2.3"], cis-1.4: ["3.3"], pci-dss-4.0.1: [CloudTrail.6], control-tower: [CloudTrail.6]}
#   reasons:
#     closed: {en: "the bucket {bucket} lets nobody in publicly", ja: "バケット {bucket} はパブリックにアクセスできません"}
#     public: {en: "the policy or the ACL of the bucket {bucket} lets everyone in", ja: "バケット {bucket} のポリシーまたはACLが全員にアクセスを許可しています"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#   remediation:
#     en: "Switch on all four public access block settings of the trail's bucket, and remove public grants from its policy and ACL."
#     ja: "証跡用バケットのパブリックアクセスブロックの4項目をすべて有効にし、ポリシーとACLからパブリックな許可を削除します。"
package controls.cloudtrail.trail_bucket_is_not_public

import data.lib.buckets
import data.lib.result
import data.lib.steps

subjects contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.S3BucketName
}

findings contains result.pass(trail, "closed", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.S3BucketName in buckets.known
	not trail.S3BucketName in _public
}

findings contains result.fail(trail, "public", {"bucket": trail.S3BucketName}, _reads) if {
	some trail in input.cloudtrail.trails
	trail.S3BucketName in buckets.known
	trail.S3BucketName in _public
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketName}, ["S3BucketName"]) if {
	some trail in input.cloudtrail.trails
	not trail.S3BucketName in buckets.known
}

_public contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in buckets.publicly_readable
}

_public contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in buckets.publicly_writable
}

_reads := [
	"S3BucketName",
	"input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"input.s3.buckets.GetBucketPolicyStatus.PolicyStatus.IsPublic",
	"input.s3.buckets.GetBucketAcl.Grants",
	"input.s3control.public_access_block.IgnorePublicAcls",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains steps.step(
	trail,
	[steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.id, "PublicAccessBlockConfiguration": _all})],
	[_undo(bucket)],
	[
		steps.changed("s3.buckets", bucket.id, "GetPublicAccessBlock.PublicAccessBlockConfiguration", _all),
		steps.changed("s3.buckets", bucket.id, "GetBucketPolicyStatus.PolicyStatus.IsPublic", false),
	],
) if {
	some trail in input.cloudtrail.trails
	some bucket in input.s3.buckets
	bucket.id == trail.S3BucketName
	bucket.id in _public
}

_undo(bucket) := steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.id, "PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration})

_undo(bucket) := steps.call("s3", "DeletePublicAccessBlock", {"Bucket": bucket.id}) if not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
