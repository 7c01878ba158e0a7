# METADATA
# title: IAM users should have at most one active access key
# description: >-
#   A second key is for the moment of rotation. One that stays is one more to steal, and nobody knows which of the two is needed.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
# custom:
#   id: CIS3.0/1.13
#   title_ja: IAMユーザーの有効なアクセスキーは1つ以下にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {cis-3.0: ["1.13"]}
#   also:
#     - id: CIS1.4/1.13
#       standards: {cis-1.4: ["1.13"]}
#     - id: CIS5.0/1.12
#       standards: {cis-5.0: ["1.12"]}
#   reasons:
#     one: {en: "at most one access key of the user is active", ja: "ユーザーの有効なアクセスキーは1つ以下です"}
#     two: {en: "two access keys of the user are active", ja: "ユーザーに有効なアクセスキーが2つあります"}
#   remediation: {en: "Find out which key is in use, deactivate the other one and delete it after a while.", ja: "使用中のキーを確認してもう一方を無効化し、問題がないことを確認してから削除します。"}
#   otherwise: decision
package controls.iam.user_has_one_active_key

import data.lib.credential_plan
import data.lib.identity
import data.lib.result

subjects contains row.id if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
}

findings contains result.pass(row, "one", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	not row.id in _two
}

findings contains result.fail(row, "two", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	row.id in _two
}

_reads := ["Row.access_key_1_active", "Row.access_key_2_active"]

_two contains row.id if {
	some row in input.iam.credential_report
	lower(row.Row.access_key_1_active) == "true"
	lower(row.Row.access_key_2_active) == "true"
}

# Which one is in use is known where the other was not used for 45 days; else it is a person who knows.
plan contains credential_plan.deactivating(row, idle) if {
	some row in input.iam.credential_report
	row.id in _two
	idle := {slot | some slot in [1, 2]; [45, row.id, slot] in identity.unused_keys}
	count(idle) == 1
}
