package lib.password_plan_test

import data.lib.password_plan

_policy := {
	"id": "111122223333", "MinimumPasswordLength": 8, "RequireUppercaseCharacters": true, "RequireLowercaseCharacters": false, "RequireSymbols": false,
	"RequireNumbers": false, "AllowUsersToChangePassword": true, "ExpirePasswords": false,
}

_step(policies, least) := step if {
	step := password_plan.step(least) with input.iam.password_policy as policies with input.account as {"id": "AWS::::Account:111122223333", "account": "111122223333"}
}

test_what_is_there_stays if {
	step := _step([_policy], {"MinimumPasswordLength": 14, "RequireSymbols": true})
	step.calls[0].params == {
		"MinimumPasswordLength": 14, "RequireUppercaseCharacters": true, "RequireLowercaseCharacters": false, "RequireSymbols": true, "RequireNumbers": false,
		"AllowUsersToChangePassword": true,
	}
	step.undo[0].params == {
		"MinimumPasswordLength": 8, "RequireUppercaseCharacters": true, "RequireLowercaseCharacters": false, "RequireSymbols": false, "RequireNumbers": false,
		"AllowUsersToChangePassword": true,
	}
	{effect.path: effect.value | some effect in step.effect} == {"MinimumPasswordLength": 14, "RequireSymbols": true}
}

test_nothing_becomes_weaker[name] if {
	some name, tc in {
		"a longer password": {"has": {"MinimumPasswordLength": 20}, "least": {"MinimumPasswordLength": 14}, "want": {"MinimumPasswordLength": 20}},
		"more former passwords": {"has": {"PasswordReusePrevention": 24}, "least": {"PasswordReusePrevention": 4}, "want": {"PasswordReusePrevention": 24}},
		"fewer former passwords": {"has": {"PasswordReusePrevention": 3}, "least": {"PasswordReusePrevention": 4}, "want": {"PasswordReusePrevention": 4}},
		"a shorter age": {"has": {"MaxPasswordAge": 30}, "least": {"MaxPasswordAge": 90}, "want": {"MaxPasswordAge": 30, "ExpirePasswords": true}},
		"a longer age": {"has": {"MaxPasswordAge": 120}, "least": {"MaxPasswordAge": 90}, "want": {"MaxPasswordAge": 90, "ExpirePasswords": true}},
		"no age": {"has": {}, "least": {"MaxPasswordAge": 90}, "want": {"MaxPasswordAge": 90, "ExpirePasswords": true}},
	}
	step := _step([object.union(_policy, tc.has)], tc.least)
	{effect.path: effect.value | some effect in step.effect} == tc.want
}

test_hard_expiry_stays if {
	step := _step([object.union(_policy, {"HardExpiry": true, "MaxPasswordAge": 30})], {"RequireNumbers": true})
	step.calls[0].params.HardExpiry == true
	step.calls[0].params.MaxPasswordAge == 30
}

test_without_a_policy_there_is_one_and_its_undo_is_none if {
	step := _step([], {"MinimumPasswordLength": 14, "MaxPasswordAge": 90})
	step.calls[0].params == {"MinimumPasswordLength": 14, "MaxPasswordAge": 90}
	step.undo[0].operation == "DeleteAccountPasswordPolicy"
	step.effect[0].op == "add"
	step.effect[0].value.ExpirePasswords == true
	step.effect[0].value.RequireSymbols == false
}
