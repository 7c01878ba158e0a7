# METADATA
# title: Password policies for IAM users should have strong configurations
# description: >-
#   Length and all kinds of characters make passwords hard to guess. Reuse and age count only when their parameters are set.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-7
# custom:
#   id: IAM.7
#   title_ja: IAMユーザーのパスワードポリシーは強固に設定する必要があります
#   severity: MEDIUM
#   subject: account
#   parameters:
#     RequireUppercaseCharacters: {type: boolean, default: true}
#     RequireLowercaseCharacters: {type: boolean, default: true}
#     RequireSymbols: {type: boolean, default: true}
#     RequireNumbers: {type: boolean, default: true}
#     MinimumPasswordLength: {type: integer, default: 8, min: 8, max: 128}
#     PasswordReusePrevention: {type: integer, min: 1, max: 24}
#     MaxPasswordAge: {type: integer, min: 1, max: 90}
#   standards: {fsbp: [IAM.7], nist-800-53-r5: [IAM.7], nist-800-171-r2: [IAM.7], pci-dss-4.0.1: [IAM.7], control-tower: [IAM.7]}
#   reasons:
#     strong: {en: "the password policy meets all settings asked for", ja: "パスワードポリシーは求められる設定をすべて満たしています"}
#     weak: {en: "the password policy falls short of a setting asked for", ja: "パスワードポリシーは求められる設定の一部を満たしていません"}
#     none: {en: "the account has no password policy of its own", ja: "アカウント独自のパスワードポリシーがありません"}
#   remediation: {en: "Set a password policy with at least these settings.", ja: "これらの設定以上のパスワードポリシーを設定します。"}
package controls.iam.password_policy_is_strong

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "strong", {}, _reads) if _strong

findings contains result.fail(input.account, "weak", {}, _reads) if {
	_own
	not _strong
}

findings contains result.fail(input.account, "none", {}, _reads) if not _own

_own if some _ in input.iam.password_policy

_strong if {
	identity.password_length(data.parameters["IAM.7"].MinimumPasswordLength)
	every setting in ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireSymbols", "RequireNumbers"] {
		_characters(setting)
	}
	_history
	_age
}

_characters(setting) if setting in identity.password_characters

_characters("RequireUppercaseCharacters") if data.parameters["IAM.7"].RequireUppercaseCharacters == false

_characters("RequireLowercaseCharacters") if data.parameters["IAM.7"].RequireLowercaseCharacters == false

_characters("RequireSymbols") if data.parameters["IAM.7"].RequireSymbols == false

_characters("RequireNumbers") if data.parameters["IAM.7"].RequireNumbers == false

_history if not data.parameters["IAM.7"].PasswordReusePrevention

_history if identity.password_history(data.parameters["IAM.7"].PasswordReusePrevention)

_age if not data.parameters["IAM.7"].MaxPasswordAge

_age if identity.password_age(data.parameters["IAM.7"].MaxPasswordAge)

_reads := [
	"input.iam.password_policy.MinimumPasswordLength",
	"input.iam.password_policy.RequireUppercaseCharacters",
	"input.iam.password_policy.RequireLowercaseCharacters",
	"input.iam.password_policy.RequireSymbols",
	"input.iam.password_policy.RequireNumbers",
	"input.iam.password_policy.PasswordReusePrevention",
	"input.iam.password_policy.MaxPasswordAge",
]

plan contains password_plan.step({setting: value |
	some setting, value in data.parameters["IAM.7"]
	value != false
}) if {
	not _strong
}
