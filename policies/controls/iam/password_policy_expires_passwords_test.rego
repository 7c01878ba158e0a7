package controls.iam.password_policy_expires_passwords_test

import data.controls.iam.password_policy_expires_passwords as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

test_password_policy_expires_passwords[name] if {
	some name, tc in {
		"90 days pass": {"policies": [{"id": "111122223333", "ExpirePasswords": true, "MaxPasswordAge": 90}], "want": ["PASSED", "good"]},
		"91 days fail": {"policies": [{"id": "111122223333", "ExpirePasswords": true, "MaxPasswordAge": 91}], "want": ["FAILED", "bad"]},
		"a day passes": {"policies": [{"id": "111122223333", "ExpirePasswords": true, "MaxPasswordAge": 1}], "want": ["PASSED", "good"]},
		"0 days fail": {"policies": [{"id": "111122223333", "ExpirePasswords": true, "MaxPasswordAge": 0}], "want": ["FAILED", "bad"]},
		"no expiry fails": {"policies": [{"id": "111122223333", "ExpirePasswords": false, "MaxPasswordAge": 30}], "want": ["FAILED", "bad"]},
		"an absent age fails": {"policies": [{"id": "111122223333", "ExpirePasswords": true}], "want": ["FAILED", "bad"]},
		"an absent expiry fails": {"policies": [{"id": "111122223333", "MaxPasswordAge": 90}], "want": ["FAILED", "bad"]},
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
	[step.calls[0].params.MaxPasswordAge | some step in steps] == [90]
	none := control.plan with input.iam.password_policy as [object.union(weak, {"ExpirePasswords": true, "MaxPasswordAge": 90})] with input.account as account
	count(none) == 0
}
