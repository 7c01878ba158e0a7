package controls.iam.password_policy_meets_pci_test

import data.controls.iam.password_policy_meets_pci as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global"}

_policy := {
	"id": "111122223333",
	"MinimumPasswordLength": 7,
	"RequireUppercaseCharacters": true,
	"RequireLowercaseCharacters": true,
	"RequireNumbers": true,
	"RequireSymbols": false,
	"PasswordReusePrevention": 4,
	"ExpirePasswords": true,
	"MaxPasswordAge": 90,
}

test_password_policy_meets_pci[name] if {
	some name, tc in {
		"the minimum": {"policy": [_policy], "want": "PASSED"},
		"more": {"policy": [object.union(_policy, {"MinimumPasswordLength": 14, "PasswordReusePrevention": 24, "MaxPasswordAge": 30, "RequireSymbols": true})], "want": "PASSED"},
		"too short": {"policy": [object.union(_policy, {"MinimumPasswordLength": 6})], "want": "FAILED"},
		"no uppercase": {"policy": [object.union(_policy, {"RequireUppercaseCharacters": false})], "want": "FAILED"},
		"no lowercase": {"policy": [object.union(_policy, {"RequireLowercaseCharacters": false})], "want": "FAILED"},
		"no numbers": {"policy": [object.union(_policy, {"RequireNumbers": false})], "want": "FAILED"},
		"three remembered": {"policy": [object.union(_policy, {"PasswordReusePrevention": 3})], "want": "FAILED"},
		"none remembered": {"policy": [object.remove(_policy, ["PasswordReusePrevention"])], "want": "FAILED"},
		"91 days": {"policy": [object.union(_policy, {"MaxPasswordAge": 91})], "want": "FAILED"},
		"no expiry": {"policy": [object.remove(object.union(_policy, {"ExpirePasswords": false}), ["MaxPasswordAge"])], "want": "FAILED"},
		"no policy": {"policy": [], "want": "FAILED"},
	}
	got := control.findings with input.iam.password_policy as tc.policy with input.account as _account
	{finding.status | some finding in got} == {tc.want}
}

test_plan_asks_for_what_is_missing if {
	account := {"id": "AWS::::Account:111122223333", "account": "111122223333"}
	weak := {
		"id": "p", "MinimumPasswordLength": 8, "RequireUppercaseCharacters": false, "RequireLowercaseCharacters": false, "RequireSymbols": false,
		"RequireNumbers": false, "AllowUsersToChangePassword": true, "ExpirePasswords": false,
	}
	steps := control.plan with input.iam.password_policy as [weak] with input.account as account
	[step.calls[0].params.PasswordReusePrevention | some step in steps] == [4]
	none := control.plan with input.iam.password_policy as [object.union(weak, {"MinimumPasswordLength": 7, "RequireUppercaseCharacters": true, "RequireLowercaseCharacters": true, "RequireNumbers": true, "PasswordReusePrevention": 4, "ExpirePasswords": true, "MaxPasswordAge": 90})] with input.account as account
	count(none) == 0
}
