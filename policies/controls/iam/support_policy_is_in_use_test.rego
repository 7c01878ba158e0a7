package controls.iam.support_policy_is_in_use_test

import data.controls.iam.support_policy_is_in_use as control
import data.lib.steps_test

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_support := [{"PolicyName": "AWSSupportAccess", "PolicyArn": "arn:aws:iam::aws:policy/AWSSupportAccess"}]

_own := [{"PolicyName": "AWSSupportAccess", "PolicyArn": "arn:aws:iam::111122223333:policy/AWSSupportAccess"}]

_trust(effect) := {"Statement": [{"Effect": effect, "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}}]}

_role(fields) := object.union({"id": "r", "AttachedManagedPolicies": _support, "AssumeRolePolicyDocument": _trust("Allow")}, fields)

test_support_policy_is_in_use[name] if {
	some name, tc in {
		"a role passes": {"roles": [_role({})], "want": ["PASSED", "role"]},
		"a role of the China partition passes": {"roles": [_role({"AttachedManagedPolicies": [{"PolicyArn": "arn:aws-cn:iam::aws:policy/AWSSupportAccess"}]})], "want": ["PASSED", "role"]},
		"a role that nobody may assume fails": {"roles": [_role({"AssumeRolePolicyDocument": _trust("Deny")})], "want": ["FAILED", "nobody"]},
		"a role without a trust policy fails": {"roles": [object.remove(_role({}), ["AssumeRolePolicyDocument"])], "want": ["FAILED", "nobody"]},
		"a policy of the same name fails": {"roles": [_role({"AttachedManagedPolicies": _own})], "want": ["FAILED", "nobody"]},
		"a user passes": {"users": [{"id": "u", "AttachedManagedPolicies": _support}], "want": ["PASSED", "user"]},
		"a group with a user passes": {
			"groups": [{"id": "g", "GroupName": "g", "AttachedManagedPolicies": _support}],
			"users": [{"id": "u", "GroupList": ["g"]}],
			"want": ["PASSED", "user"],
		},
		"a group without users fails": {
			"groups": [{"id": "g", "GroupName": "g", "AttachedManagedPolicies": _support}],
			"users": [{"id": "u", "GroupList": ["h"]}],
			"want": ["FAILED", "nobody"],
		},
		"a user with a policy of the same name fails": {"users": [{"id": "u", "AttachedManagedPolicies": _own}], "want": ["FAILED", "nobody"]},
		"a group with a policy of the same name fails": {
			"groups": [{"id": "g", "GroupName": "g", "AttachedManagedPolicies": _own}],
			"users": [{"id": "u", "GroupList": ["g"]}],
			"want": ["FAILED", "nobody"],
		},
		"a role and a user pass once": {"roles": [_role({})], "users": [{"id": "u", "AttachedManagedPolicies": _support}], "want": ["PASSED", "role"]},
		"nobody fails": {"want": ["FAILED", "nobody"]},
	}
	got := control.findings with input.account as _account
		with input.iam.roles as object.get(tc, "roles", [])
		with input.iam.groups as object.get(tc, "groups", [])
		with input.iam.users as object.get(tc, "users", [])
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_the_plan_makes_a_role if {
	world := {"account": {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1", "partition": "aws"}, "iam": {"roles": [], "users": [], "groups": [], "principals": []}}
	steps := control.plan with input as world
	[steps_test.operations(step) | some step in steps] == [["CreateRole", "AttachRolePolicy"]]
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
	none := control.plan with input as object.union(world, {"iam": {"roles": [{"id": "r", "RoleName": "aws-support-incidents"}]}})
	none == set()
}
