# METADATA
# title: A strong IAM password policy is set
# description: >-
#   Passwords of 14 characters of all kinds that are not used again withstand guessing. Without console passwords there is nothing to govern.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: SA.IAM.2
#   title_ja: 強固なIAMパスワードポリシーが設定されている
#   severity: LOW
#   subject: account
#   measure: identity
#   enabled: false
#   disabled_because: the values that Secure Account sets are not published
#   standards: {secure-account: [SA.IAM.2]}
#   reasons:
#     strong: {en: "passwords need 14 characters of all kinds and cannot be used again", ja: "14文字以上で全文字種のパスワードが求められ、再利用もできません"}
#     weak: {en: "the password policy is weaker than 14 characters of all kinds without reuse", ja: "パスワードポリシーが、14文字以上・全文字種・再利用防止の水準に達していません"}
#     nobody: {en: "no IAM user has a console password", ja: "コンソールパスワードを持つIAMユーザーはいません"}
#   remediation: {en: "Set a password policy with 14 characters, all kinds of characters, and 24 remembered passwords.", ja: "14文字以上、全文字種、24個の履歴を求めるパスワードポリシーを設定します。"}
package controls.iam.sa_password_policy_is_strong

import data.lib.identity
import data.lib.result

findings contains result.pass(input.account, "strong", {}, _reads) if {
	_needed
	_strong
}

findings contains result.fail(input.account, "weak", {}, _reads) if {
	_needed
	not _strong
}

findings contains result.not_applicable(input.account, "nobody", {}, _reads) if not _needed

_needed if some _ in identity.console

_strong if {
	identity.password_length(14)
	identity.password_history(24)
	every setting in ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireSymbols", "RequireNumbers"] {
		setting in identity.password_characters
	}
}

_reads := [
	"input.iam.password_policy.MinimumPasswordLength",
	"input.iam.password_policy.RequireUppercaseCharacters",
	"input.iam.password_policy.RequireLowercaseCharacters",
	"input.iam.password_policy.RequireSymbols",
	"input.iam.password_policy.RequireNumbers",
	"input.iam.password_policy.PasswordReusePrevention",
	"input.iam.credential_report.Row.password_enabled",
]

# The call sets the whole policy, so what it does not name keeps its value only by being named.
plan contains {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": [{"service": "iam", "operation": "UpdateAccountPasswordPolicy", "params": object.union(_kept(policy), _asked(policy))}],
	"undo": [{"service": "iam", "operation": "UpdateAccountPasswordPolicy", "params": _settings(policy)}],
	"effect": [{"op": "set", "collection": "iam.password_policy", "id": policy.id, "path": setting, "value": value} |
		some setting, value in _asked(policy)
	],
	"needs": [],
	"destructive": false,
} if {
	some policy in input.iam.password_policy
	_needed
	not _strong
}

plan contains {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": [{"service": "iam", "operation": "UpdateAccountPasswordPolicy", "params": object.union(_classes, _least)}],
	"undo": [{"service": "iam", "operation": "DeleteAccountPasswordPolicy", "params": {}}],
	"effect": [{"op": "add", "collection": "iam.password_policy", "id": input.account.account, "value": object.union(object.union(_classes, _least), {
		"id": input.account.account,
		"account": input.account.account,
		"region": "global",
		"ExpirePasswords": false,
	})}],
	"needs": [],
	"destructive": false,
} if {
	_needed
	not _own
}

_own if some _ in input.iam.password_policy

_least := {"MinimumPasswordLength": 14, "PasswordReusePrevention": 24}

_classes := {"RequireUppercaseCharacters": true, "RequireLowercaseCharacters": true, "RequireSymbols": true, "RequireNumbers": true}

_asked(policy) := object.union(_classes, {"MinimumPasswordLength": max([policy.MinimumPasswordLength, 14]), "PasswordReusePrevention": 24})

_settings(policy) := object.union(_kept(policy), {name: value |
	some name, value in {
		"MinimumPasswordLength": policy.MinimumPasswordLength,
		"RequireUppercaseCharacters": policy.RequireUppercaseCharacters,
		"RequireLowercaseCharacters": policy.RequireLowercaseCharacters,
		"RequireSymbols": policy.RequireSymbols,
		"RequireNumbers": policy.RequireNumbers,
		"PasswordReusePrevention": object.get(policy, "PasswordReusePrevention", 0),
	}
	value != 0
})

_kept(policy) := {name: value |
	some name, value in {
		"AllowUsersToChangePassword": policy.AllowUsersToChangePassword,
		"MaxPasswordAge": object.get(policy, "MaxPasswordAge", 0),
		"HardExpiry": object.get(policy, "HardExpiry", false),
	}
	value != 0
}
