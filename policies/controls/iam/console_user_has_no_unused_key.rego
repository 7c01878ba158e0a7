# METADATA
# title: Console users should have no access keys that were made with them and never used
# description: >-
#   A key that comes with the user, and not because somebody asked for it, lies around and is not missed when it leaks. As in the
#   benchmark's audit, an active key of a user with a console password counts when it has never been used.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
# custom:
#   id: CIS3.0/1.11
#   title_ja: コンソールユーザーに一度も使用されていないアクセスキーがないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {cis-3.0: ["1.11"]}
#   also:
#     - id: CIS1.2/1.21
#       standards: {cis-1.2: ["1.21"]}
#     - id: CIS1.4/1.11
#       standards: {cis-1.4: ["1.11"]}
#     - id: CIS5.0/1.10
#       standards: {cis-5.0: ["1.10"]}
#   reasons:
#     none: {en: "no active access key of the console user is unused since it was made", ja: "コンソールユーザーの有効なアクセスキーに、作成後一度も使用されていないものはありません"}
#     unused: {en: "the console user has an active access key that was never used", ja: "コンソールユーザーに、一度も使用されていない有効なアクセスキーがあります"}
#   remediation: {en: "Delete the access key; let the user make one when it is needed, or better, use a role.", ja: "アクセスキーを削除します。必要になった時点でユーザーが作成するか、可能であればロールを使用します。"}
#   otherwise: decision
package controls.iam.console_user_has_no_unused_key

import data.lib.credential_plan
import data.lib.identity
import data.lib.result

subjects contains row.id if {
	some row in input.iam.credential_report
	row.id in identity.console
}

findings contains result.pass(row, "none", {}, _reads) if {
	some row in input.iam.credential_report
	row.id in identity.console
	not row.id in _unused
}

findings contains result.fail(row, "unused", {}, _reads) if {
	some row in input.iam.credential_report
	row.id in identity.console
	row.id in _unused
}

_reads := [
	"Row.password_enabled",
	"Row.access_key_1_active",
	"Row.access_key_1_last_used_date",
	"Row.access_key_2_active",
	"Row.access_key_2_last_used_date",
]

_unused contains row.id if {
	some row in input.iam.credential_report
	some slot in [1, 2]
	_idle(row.Row, slot)
}

_idle(columns, 1) if {
	lower(columns.access_key_1_active) == "true"
	columns.access_key_1_last_used_date == "N/A"
}

_idle(columns, 2) if {
	lower(columns.access_key_2_active) == "true"
	columns.access_key_2_last_used_date == "N/A"
}

plan contains credential_plan.deactivating(row, {slot | some slot in [1, 2]; _idle(row.Row, slot)}) if {
	some row in input.iam.credential_report
	row.id in identity.console
}
