package controls.iam.password_policy_asks_for_lowercase_test

import data.controls.iam.password_policy_asks_for_lowercase as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global"}

test_password_policy_asks_for_lowercase[name] if {
	some name, tc in {
		"asked for": {"policy": [{"id": "a", "RequireLowercaseCharacters": true}], "want": ["PASSED", "good"]},
		"not asked for": {"policy": [{"id": "a", "RequireLowercaseCharacters": false, "RequireSymbols": true}], "want": ["FAILED", "bad"]},
		"untold": {"policy": [{"id": "a"}], "want": ["FAILED", "bad"]},
		"no policy": {"policy": [], "want": ["FAILED", "bad"]},
	}
	got := control.findings with input.iam.password_policy as tc.policy with input.account as _account
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_asks_for_what_is_missing if {
	account := {"id": "AWS::::Account:111122223333", "account": "111122223333"}
	weak := {
		"id": "p", "MinimumPasswordLength": 8, "RequireUppercaseCharacters": false, "RequireLowercaseCharacters": false, "RequireSymbols": false,
		"RequireNumbers": false, "AllowUsersToChangePassword": true, "ExpirePasswords": false,
	}
	steps := control.plan with input.iam.password_policy as [weak] with input.account as account
	[step.calls[0].params.RequireLowercaseCharacters | some step in steps] == [true]
	none := control.plan with input.iam.password_policy as [object.union(weak, {"RequireLowercaseCharacters": true})] with input.account as account
	count(none) == 0
}
