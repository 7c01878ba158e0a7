# METADATA
# title: ACLs should not be used to manage user access to S3 general purpose buckets
# description: >-
#   ACLs are older than IAM, and nobody who reads policies sees them. A bucket whose owner owns every object has none in force.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-acl-prohibited.html
# custom:
#   id: S3.12
#   title_ja: S3汎用バケットへのユーザーアクセスの管理にACLを使用しないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {fsbp: [S3.12], nist-800-53-r5: [S3.12], control-tower: [S3.12]}
#   reasons:
#     private: {en: "its ACL is private, or without effect", ja: "ACLは非公開か、無効です"}
#     shared: {en: "its ACL grants access to others than the owner", ja: "ACLにより所有者以外にアクセス権が付与されています"}
#   remediation:
#     en: "Grant access by policies instead, make the ACL private, and set object ownership to BucketOwnerEnforced."
#     ja: "ポリシーでアクセスを許可し、ACLを非公開にして、オブジェクト所有権をBucketOwnerEnforcedに設定します。"
package controls.s3.bucket_uses_no_acls

import data.lib.buckets
import data.lib.result
import data.lib.steps

findings contains result.pass(bucket, "private", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in buckets.private_acl
}

findings contains result.fail(bucket, "shared", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.private_acl
}

_reads := ["GetBucketAcl.Grants", "GetBucketOwnershipControls.OwnershipControls.Rules"]

plan contains steps.step(
	bucket,
	[steps.call("s3", "PutBucketAcl", {"Bucket": bucket.Name, "ACL": "private"})],
	[steps.call("s3", "PutBucketAcl", {"Bucket": bucket.Name, "AccessControlPolicy": {"Owner": bucket.GetBucketAcl.Owner, "Grants": bucket.GetBucketAcl.Grants}})],
	[steps.changed("s3.buckets", bucket.id, "GetBucketAcl.Grants", [{
		"Grantee": {"Type": "CanonicalUser", "ID": bucket.GetBucketAcl.Owner.ID},
		"Permission": "FULL_CONTROL",
	}])],
) if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.private_acl
}
