package controls.iam.password_policy_is_strong_test

import data.controls.iam.password_policy_is_strong as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_strong := {
	"id": "111122223333",
	"MinimumPasswordLength": 8,
	"RequireUppercaseCharacters": true,
	"RequireLowercaseCharacters": true,
	"RequireSymbols": true,
	"RequireNumbers": true,
	"ExpirePasswords": false,
}

_defaults := {
	"RequireUppercaseCharacters": true,
	"RequireLowercaseCharacters": true,
	"RequireSymbols": true,
	"RequireNumbers": true,
	"MinimumPasswordLength": 8,
}

test_password_policy_is_strong[name] if {
	some name, tc in {
		"8 characters of all kinds pass": {"policies": [_strong], "want": ["PASSED", "strong"]},
		"7 characters fail": {"policies": [object.union(_strong, {"MinimumPasswordLength": 7})], "want": ["FAILED", "weak"]},
		"an absent length fails": {"policies": [object.remove(_strong, ["MinimumPasswordLength"])], "want": ["FAILED", "weak"]},
		"no policy of the account's own fails": {"policies": [], "want": ["FAILED", "none"]},
	}
	got := control.findings with input.account as _account
		with input.iam.password_policy as tc.policies
		with data.parameters as {"IAM.7": _defaults}
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_each_kind_of_character_counts[setting] if {
	some setting in ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireSymbols", "RequireNumbers"]
	_codes([object.union(_strong, {setting: false})], _defaults) == {"weak"}
	_codes([object.remove(_strong, [setting])], _defaults) == {"weak"}
	_codes([object.union(_strong, {setting: false})], object.union(_defaults, {setting: false})) == {"strong"}
}

test_parameters[name] if {
	some name, tc in {
		"a longer length": {"parameters": {"MinimumPasswordLength": 9}, "policy": {}, "want": {"weak"}},
		"the same length": {"parameters": {"MinimumPasswordLength": 9}, "policy": {"MinimumPasswordLength": 9}, "want": {"strong"}},
		"reuse not prevented": {"parameters": {"PasswordReusePrevention": 5}, "policy": {}, "want": {"weak"}},
		"reuse prevented for 4": {"parameters": {"PasswordReusePrevention": 5}, "policy": {"PasswordReusePrevention": 4}, "want": {"weak"}},
		"reuse prevented for 5": {"parameters": {"PasswordReusePrevention": 5}, "policy": {"PasswordReusePrevention": 5}, "want": {"strong"}},
		"no expiry": {"parameters": {"MaxPasswordAge": 60}, "policy": {}, "want": {"weak"}},
		"expiry after 61 days": {"parameters": {"MaxPasswordAge": 60}, "policy": {"ExpirePasswords": true, "MaxPasswordAge": 61}, "want": {"weak"}},
		"expiry after 60 days": {"parameters": {"MaxPasswordAge": 60}, "policy": {"ExpirePasswords": true, "MaxPasswordAge": 60}, "want": {"strong"}},
	}
	_codes([object.union(_strong, tc.policy)], object.union(_defaults, tc.parameters)) == tc.want
}

_codes(policies, parameters) := codes if {
	got := control.findings with input.account as _account
		with input.iam.password_policy as policies
		with data.parameters as {"IAM.7": parameters}
	codes := {finding.code | some finding in got}
}

test_plan_asks_for_the_parameters if {
	account := {"id": "AWS::::Account:111122223333", "account": "111122223333"}
	steps := control.plan with input.iam.password_policy as [] with input.account as account
		with data.parameters as {"IAM.7": {"RequireSymbols": true, "RequireNumbers": false, "MinimumPasswordLength": 10, "MaxPasswordAge": 60}}
	[step.calls[0].params | some step in steps] == [{"RequireSymbols": true, "MinimumPasswordLength": 10, "MaxPasswordAge": 60}]
}
