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
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {cis-1.2: ["2.3"], cis-1.4: ["3.3"], pci-dss-4.0.1: [CloudTrail.6], control-tower: [CloudTrail.6]}
#   reasons:
#     closed: {en: "the bucket that takes the logs of {trails} lets nobody in publicly", ja: "{trails} の配信先であるバケットはパブリックにアクセスできません"}
#     public: {en: "the policy or the ACL of the bucket that takes the logs of {trails} lets everyone in", ja: "{trails} の配信先であるバケットのポリシーまたはACLが全員にアクセスを許可しています"}
#     foreign: {en: "trails deliver to buckets of other accounts, which were not scanned: {buckets}", ja: "証跡の配信先に、スキャンされていない他のアカウントのバケットがあります: {buckets}"}
#   remediation:
#     en: "Switch on all four public access block settings of the trail's bucket, and remove public grants from its policy and ACL."
#     ja: "証跡用バケットのパブリックアクセスブロックの4項目をすべて有効にし、ポリシーとACLからパブリックな許可を削除します。"
package controls.cloudtrail.trail_bucket_is_not_public

import data.lib.buckets
import data.lib.result
import data.lib.steps
import data.lib.trails

subjects contains bucket.id if {
	some bucket in input.s3.buckets
	trails.delivering[bucket.Name]
}

findings contains result.pass(bucket, "closed", {"trails": delivering}, _reads) if {
	some bucket in input.s3.buckets
	delivering := trails.delivering[bucket.Name]
	not bucket.id in _public
}

findings contains result.fail(bucket, "public", {"trails": delivering}, _reads) if {
	some bucket in input.s3.buckets
	delivering := trails.delivering[bucket.Name]
	bucket.id in _public
}

elsewhere contains result.warn(input.account, "foreign", {"buckets": sort(trails.foreign_buckets)}, ["input.cloudtrail.trails.S3BucketName"]) if {
	some _ in trails.foreign_buckets
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
	"GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"GetBucketPolicyStatus.PolicyStatus.IsPublic",
	"GetBucketAcl.Grants",
	"input.cloudtrail.trails.S3BucketName",
	"input.s3control.public_access_block.IgnorePublicAcls",
	"input.s3control.public_access_block.RestrictPublicBuckets",
]

plan contains steps.step(
	bucket,
	[steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": _all})],
	[_undo(bucket)],
	[steps.changed("s3.buckets", bucket.id, "GetPublicAccessBlock.PublicAccessBlockConfiguration", _all)],
) if {
	some bucket in input.s3.buckets
	trails.delivering[bucket.Name]
	bucket.id in _public
}

_undo(bucket) := steps.call("s3", "PutPublicAccessBlock", {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration})

_undo(bucket) := steps.call("s3", "DeletePublicAccessBlock", {"Bucket": bucket.Name}) if not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
