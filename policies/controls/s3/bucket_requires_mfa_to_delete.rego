# METADATA
# title: S3 general purpose buckets should have MFA delete enabled
# description: >-
#   With MFA delete nobody destroys a version without the root user's device. S3 takes no lifecycle rules beside it, so buckets that
#   have some are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-20
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-mfa-delete-enabled.html
# custom:
#   id: S3.20
#   title_ja: S3汎用バケットでMFA Deleteを有効にする必要があります
#   severity: LOW
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {cis-1.4: ["2.1.3"], cis-3.0: ["2.1.2"], cis-5.0: ["2.1.2"], nist-800-53-r5: [S3.20]}
#   reasons:
#     enabled: {en: "deleting a version needs the root user's MFA device", ja: "バージョンの削除にルートユーザーのMFAデバイスが必要です"}
#     disabled: {en: "versions can be deleted without MFA", ja: "MFAなしでバージョンを削除できます"}
#   remediation:
#     en: "As the root user with its MFA device, enable versioning together with MFA delete (PutBucketVersioning with the header x-amz-mfa); no other user can."
#     ja: "ルートユーザーとそのMFAデバイスで、バージョニングとMFA Deleteを有効にします(x-amz-mfaヘッダーを付けたPutBucketVersioning)。ほかのユーザーでは設定できません。"
#   manual: root
package controls.s3.bucket_requires_mfa_to_delete

import data.lib.buckets
import data.lib.result

subjects contains bucket.id if {
	some bucket in input.s3.buckets
	not bucket.id in _with_lifecycle
}

findings contains result.pass(bucket, "enabled", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _with_lifecycle
	bucket.id in buckets.mfa_delete
}

findings contains result.fail(bucket, "disabled", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _with_lifecycle
	not bucket.id in buckets.mfa_delete
}

_reads := ["GetBucketVersioning.MFADelete"]

_with_lifecycle contains bucket.id if {
	some bucket in input.s3.buckets
	some _ in bucket.GetBucketLifecycleConfiguration.Rules
}
