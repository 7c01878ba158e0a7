# METADATA
# title: Unused IAM user credentials should be removed
# description: >-
#   Nobody misses a credential that nobody uses, also when a thief has it. A password or active key that was never used counts from when it was set.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-8
# custom:
#   id: IAM.8
#   title_ja: 未使用のIAMユーザー認証情報は削除する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {fsbp: [IAM.8], cis-1.2: ["1.3"], nist-800-53-r5: [IAM.8], nist-800-171-r2: [IAM.8], pci-dss-3.2.1: [IAM.8], pci-dss-4.0.1: [IAM.8], control-tower: [IAM.8]}
#   reasons:
#     used: {en: "no password or active access key has been unused for more than 90 days", ja: "90日を超えて使用されていないパスワードや有効なアクセスキーはありません"}
#     unused: {en: "a password or an active access key has been unused for more than 90 days", ja: "90日を超えて使用されていないパスワードまたは有効なアクセスキーがあります"}
#   remediation: {en: "Remove the password or deactivate the access key that is not used: aws iam list-access-keys tells which it is.", ja: "使用されていないパスワードを削除するか、アクセスキーを無効化します。対象のキーはaws iam list-access-keysで確認できます。"}
#   otherwise: decision
package controls.iam.user_credentials_are_used

import data.lib.credential_plan
import data.lib.identity
import data.lib.result

subjects contains row.id if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
}

findings contains result.pass(row, "used", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	[90, row.id] in identity.used
}

findings contains result.fail(row, "unused", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	not [90, row.id] in identity.used
}

_reads := [
	"Row.password_enabled",
	"Row.password_last_used",
	"Row.password_last_changed",
	"Row.access_key_1_active",
	"Row.access_key_1_last_used_date",
	"Row.access_key_1_last_rotated",
	"Row.access_key_2_active",
	"Row.access_key_2_last_used_date",
	"Row.access_key_2_last_rotated",
]

plan contains credential_plan.deactivating(row, {slot | some slot in [1, 2]; [90, row.id, slot] in identity.unused_keys}) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
}

plan contains credential_plan.without_password(row) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	[90, row.id] in identity.unused_passwords
}
