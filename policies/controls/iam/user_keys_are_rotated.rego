# METADATA
# title: IAM users' access keys should be rotated every 90 days or less
# description: >-
#   The longer a key lives, the more places it has been copied to. Keys that are not active do not count.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3
# custom:
#   id: IAM.3
#   title_ja: IAMユーザーのアクセスキーは90日以内にローテーションする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {fsbp: [IAM.3], cis-1.2: ["1.4"], cis-1.4: ["1.14"], cis-3.0: ["1.14"], cis-5.0: ["1.13"], nist-800-53-r5: [IAM.3], pci-dss-4.0.1: [IAM.3], control-tower: [IAM.3]}
#   reasons:
#     rotated: {en: "no active access key is older than 90 days", ja: "90日より古い有効なアクセスキーはありません"}
#     old: {en: "an active access key is older than 90 days", ja: "90日より古い有効なアクセスキーがあります"}
#   remediation: {en: "Create a new access key, move its users over, and delete the old one; better, replace keys by roles.", ja: "新しいアクセスキーを作成して利用先を切り替え、古いキーを削除します。可能であればロールに置き換えます。"}
#   manual: application
package controls.iam.user_keys_are_rotated

import data.lib.identity
import data.lib.result

subjects contains row.id if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
}

findings contains result.pass(row, "rotated", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	row.id in identity.rotated
}

findings contains result.fail(row, "old", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	not row.id in identity.rotated
}

_reads := [
	"Row.access_key_1_active",
	"Row.access_key_1_last_rotated",
	"Row.access_key_2_active",
	"Row.access_key_2_last_rotated",
]
