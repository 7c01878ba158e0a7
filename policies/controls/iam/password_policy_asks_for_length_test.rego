package controls.iam.password_policy_asks_for_length_test

import data.controls.iam.password_policy_asks_for_length as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

test_password_policy_asks_for_length[name] if {
	some name, tc in {
		"14 pass": {"policies": [{"id": "111122223333", "MinimumPasswordLength": 14}], "want": ["PASSED", "good"]},
		"13 fail": {"policies": [{"id": "111122223333", "MinimumPasswordLength": 13}], "want": ["FAILED", "bad"]},
		"20 pass": {"policies": [{"id": "111122223333", "MinimumPasswordLength": 20}], "want": ["PASSED", "good"]},
		"an absent length fails": {"policies": [{"id": "111122223333"}], "want": ["FAILED", "bad"]},
		"no policy of the account's own fails": {"policies": [], "want": ["FAILED", "bad"]},
	}
	got := control.findings with input.account as _account
		with input.iam.password_policy as tc.policies
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_asks_for_what_is_missing if {
	account := {"id": "AWS::::Account:111122223333", "account": "111122223333"}
	weak := {
		"id": "p", "MinimumPasswordLength": 8, "RequireUppercaseCharacters": false, "RequireLowercaseCharacters": false, "RequireSymbols": false,
		"RequireNumbers": false, "AllowUsersToChangePassword": true, "ExpirePasswords": false,
	}
	steps := control.plan with input.iam.password_policy as [weak] with input.account as account
	[step.calls[0].params.MinimumPasswordLength | some step in steps] == [14]
	none := control.plan with input.iam.password_policy as [object.union(weak, {"MinimumPasswordLength": 14})] with input.account as account
	count(none) == 0
}
