# METADATA
# title: IAM user credentials unused for 45 days should be removed
# description: >-
#   Nobody misses a credential that nobody uses, also when a thief has it. A password or active key that was never used counts from when it was set.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-22
# custom:
#   id: IAM.22
#   title_ja: 45日間使用されていないIAMユーザー認証情報は削除する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {cis-1.4: ["1.12"], cis-3.0: ["1.12"], cis-5.0: ["1.11"], nist-800-171-r2: [IAM.22]}
#   reasons:
#     used: {en: "no password or active access key has been unused for more than 45 days", ja: "45日を超えて使用されていないパスワードや有効なアクセスキーはありません"}
#     unused: {en: "a password or an active access key has been unused for more than 45 days", ja: "45日を超えて使用されていないパスワードまたは有効なアクセスキーがあります"}
#   remediation: {en: "Remove the password or deactivate the access key that is not used: aws iam list-access-keys tells which it is.", ja: "使用されていないパスワードを削除するか、アクセスキーを無効化します。対象のキーはaws iam list-access-keysで確認できます。"}
#   otherwise: decision
package controls.iam.user_credentials_are_used_within_45_days

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
	[45, row.id] in identity.used
}

findings contains result.fail(row, "unused", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	not [45, row.id] in identity.used
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

plan contains credential_plan.deactivating(row, {slot | some slot in [1, 2]; [45, row.id, slot] in identity.unused_keys}) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
}

plan contains credential_plan.without_password(row) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	[45, row.id] in identity.unused_passwords
}
