# METADATA
# title: The root user should not be used for daily and administrative work
# description: >-
#   Nothing limits the root user, so it is for the few tasks that need it. The credential report tells when its password and its
#   access keys were last used; a use within the last days fails.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
# custom:
#   id: CIS3.0/1.7
#   title_ja: ルートユーザーを日常業務や管理作業に使用しないようにする必要があります
#   severity: HIGH
#   subject: account
#   standards: {cis-3.0: ["1.7"]}
#   also:
#     - id: CIS5.0/1.6
#       standards: {cis-5.0: ["1.6"]}
#   parameters:
#     unusedForDays: {type: integer, default: 1, min: 1, max: 365}
#   reasons:
#     unused: {en: "the root user was not used within {days} days", ja: "過去 {days} 日以内にルートユーザーは使用されていません"}
#     used: {en: "the root user was used within {days} days", ja: "過去 {days} 日以内にルートユーザーが使用されています"}
#   remediation:
#     en: "Work with roles or IAM Identity Center, keep the root user for the tasks that need it, and find out with CloudTrail what it was used for."
#     ja: "作業にはロールまたはIAM Identity Centerを使用し、ルートユーザーは必要なタスクだけに使用します。使用された内容はCloudTrailで確認します。"
#   manual: root
package controls.iam.root_user_is_not_used

import data.lib.identity
import data.lib.result

findings contains result.pass(input.account, "unused", {"days": _days}, _reads) if not _used

findings contains result.fail(input.account, "used", {"days": _days}, _reads) if _used

_reads := [
	"input.iam.credential_report.Row.password_last_used",
	"input.iam.credential_report.Row.access_key_1_last_used_date",
	"input.iam.credential_report.Row.access_key_2_last_used_date",
]

_days := data.parameters["CIS3.0/1.7"].unusedForDays

_used if {
	some row in input.iam.credential_report
	row.id == "<root_account>"
	identity.recent(row.Row.password_last_used, _days)
}

_used if {
	some row in input.iam.credential_report
	row.id == "<root_account>"
	identity.recent(row.Row.access_key_1_last_used_date, _days)
}

_used if {
	some row in input.iam.credential_report
	row.id == "<root_account>"
	identity.recent(row.Row.access_key_2_last_used_date, _days)
}
