package controls.iam.principal_has_no_cloudshell_full_access_test

import data.controls.iam.principal_has_no_cloudshell_full_access as control

_user(arns) := {
	"id": "arn:aws:iam::111122223333:user/ops",
	"region": "global",
	"UserDetail": {"UserName": "ops", "AttachedManagedPolicies": [{"PolicyArn": arn} | some arn in arns]},
}

_group(arns) := {
	"id": "arn:aws:iam::111122223333:group/ops",
	"region": "global",
	"GroupDetail": {"GroupName": "ops", "AttachedManagedPolicies": [{"PolicyArn": arn} | some arn in arns]},
}

_role(arns) := {
	"id": "arn:aws:iam::111122223333:role/ops",
	"region": "global",
	"RoleDetail": {"RoleName": "ops", "AttachedManagedPolicies": [{"PolicyArn": arn} | some arn in arns]},
}

_full := "arn:aws:iam::aws:policy/AWSCloudShellFullAccess"

_other := "arn:aws:iam::aws:policy/ReadOnlyAccess"

test_principal_has_no_cloudshell_full_access[name] if {
	some name, tc in {
		"a user with it": {"principal": _user([_other, _full]), "want": ["FAILED", "attached"]},
		"a group with it": {"principal": _group([_full]), "want": ["FAILED", "attached"]},
		"a role with it": {"principal": _role([_full]), "want": ["FAILED", "attached"]},
		"in another partition": {"principal": _role(["arn:aws-cn:iam::aws:policy/AWSCloudShellFullAccess"]), "want": ["FAILED", "attached"]},
		"a user without it": {"principal": _user([_other]), "want": ["PASSED", "detached"]},
		"a group with another policy": {"principal": _group([_other]), "want": ["PASSED", "detached"]},
		"a group without it": {"principal": _group([]), "want": ["PASSED", "detached"]},
		"a role with a policy of that name": {"principal": _role(["arn:aws:iam::111122223333:policy/AWSCloudShellFullAccess"]), "want": ["PASSED", "detached"]},
		"a role without policies": {"principal": {"id": "r", "region": "global", "RoleDetail": {"RoleName": "r"}}, "want": ["PASSED", "detached"]},
	}
	got := control.findings with input.iam.principals as [tc.principal]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_detaches_it if {
	principals := [_user([_full, _other]), _group([_full]), _role([_full, _other])]
	steps := control.plan with input.iam.principals as principals
	{[step.subject, step.calls[0].operation, step.calls[0].params, step.undo[0].operation, step.effect[0].value] | some step in steps} == {
		["arn:aws:iam::111122223333:user/ops", "DetachUserPolicy", {"UserName": "ops", "PolicyArn": _full}, "AttachUserPolicy", [{"PolicyArn": _other}]],
		["arn:aws:iam::111122223333:group/ops", "DetachGroupPolicy", {"GroupName": "ops", "PolicyArn": _full}, "AttachGroupPolicy", []],
		["arn:aws:iam::111122223333:role/ops", "DetachRolePolicy", {"RoleName": "ops", "PolicyArn": _full}, "AttachRolePolicy", [{"PolicyArn": _other}]],
	}
}
