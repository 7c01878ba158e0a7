package controls.iam.sa_password_policy_is_strong_test

import data.controls.iam.sa_password_policy_is_strong as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_strong := {
	"id": "111122223333",
	"MinimumPasswordLength": 14,
	"RequireUppercaseCharacters": true,
	"RequireLowercaseCharacters": true,
	"RequireSymbols": true,
	"RequireNumbers": true,
	"PasswordReusePrevention": 24,
	"AllowUsersToChangePassword": true,
	"ExpirePasswords": false,
}

_alice := {"id": "alice", "Row": {"user": "alice", "password_enabled": "true"}}

_bob := {"id": "bob", "Row": {"user": "bob", "password_enabled": "false"}}

_root := {"id": "<root_account>", "Row": {"user": "<root_account>", "password_enabled": "not_supported"}}

test_sa_password_policy_is_strong[name] if {
	some name, tc in {
		"a strong policy passes": {"policies": [_strong], "want": ["PASSED", "strong"]},
		"13 characters fail": {"policies": [object.union(_strong, {"MinimumPasswordLength": 13})], "want": ["FAILED", "weak"]},
		"23 former passwords fail": {"policies": [object.union(_strong, {"PasswordReusePrevention": 23})], "want": ["FAILED", "weak"]},
		"absent former passwords fail": {"policies": [object.remove(_strong, ["PasswordReusePrevention"])], "want": ["FAILED", "weak"]},
		"no policy fails": {"policies": [], "want": ["FAILED", "weak"]},
		"no passwords to govern": {"policies": [], "report": [_root, _bob], "want": ["NOT_APPLICABLE", "nobody"]},
		"no passwords to govern, strongly": {"policies": [_strong], "report": [], "want": ["NOT_APPLICABLE", "nobody"]},
	}
	got := control.findings with input.account as _account
		with input.iam.password_policy as tc.policies
		with input.iam.credential_report as object.get(tc, "report", [_root, _alice, _bob])
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_each_kind_of_character_counts[setting] if {
	some setting in ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireSymbols", "RequireNumbers"]
	got := control.findings with input.account as _account
		with input.iam.password_policy as [object.union(_strong, {setting: false})]
		with input.iam.credential_report as [_alice]
	{finding.code | some finding in got} == {"weak"}
}

_plan(policies) := steps if {
	steps := control.plan with input.account as _account
		with input.iam.password_policy as policies
		with input.iam.credential_report as [_alice]
}

test_plan_keeps_what_is_stricter if {
	some step in _plan([object.union(_strong, {"MinimumPasswordLength": 20, "RequireSymbols": false, "MaxPasswordAge": 60, "HardExpiry": true})])
	step.calls[0].params == {
		"MinimumPasswordLength": 20,
		"RequireUppercaseCharacters": true,
		"RequireLowercaseCharacters": true,
		"RequireSymbols": true,
		"RequireNumbers": true,
		"PasswordReusePrevention": 24,
		"AllowUsersToChangePassword": true,
		"MaxPasswordAge": 60,
		"HardExpiry": true,
	}
	step.undo[0].params.RequireSymbols == false
	step.undo[0].params.MinimumPasswordLength == 20
	{"op": "set", "collection": "iam.password_policy", "id": "111122223333", "path": "RequireSymbols", "value": true} in step.effect
}

test_plan_sets_no_expiry_where_there_is_none if {
	some step in _plan([object.remove(_strong, ["PasswordReusePrevention"])])
	not step.calls[0].params.MaxPasswordAge
	not step.undo[0].params.PasswordReusePrevention
}

test_plan_makes_a_policy if {
	some step in _plan([])
	step.calls[0].params == {
		"MinimumPasswordLength": 14,
		"RequireUppercaseCharacters": true,
		"RequireLowercaseCharacters": true,
		"RequireSymbols": true,
		"RequireNumbers": true,
		"PasswordReusePrevention": 24,
	}
	step.undo == [{"service": "iam", "operation": "DeleteAccountPasswordPolicy", "params": {}}]
	after := control.findings with input.account as _account
		with input.iam.password_policy as [step.effect[0].value]
		with input.iam.credential_report as [_alice]
	{finding.code | some finding in after} == {"strong"}
}

test_no_plan_when_strong if _plan([_strong]) == set()

test_no_plan_without_passwords if {
	steps := control.plan with input.account as _account
		with input.iam.password_policy as []
		with input.iam.credential_report as [_bob]
	steps == set()
	weak := control.plan with input.account as _account
		with input.iam.password_policy as [object.union(_strong, {"MinimumPasswordLength": 8})]
		with input.iam.credential_report as [_bob]
	weak == set()
}
