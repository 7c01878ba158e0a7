package controls.iam.user_has_no_policies_test

import data.controls.iam.user_has_no_policies as control
import data.lib.steps_test

_attached := {"PolicyName": "p", "PolicyArn": "arn:aws:iam::111122223333:policy/p"}

_inline := {"PolicyName": "i", "PolicyDocument": {"Statement": []}}

test_user_has_no_policies[name] if {
	some name, tc in {
		"none passes": {"user": {"AttachedManagedPolicies": [], "UserPolicyList": [], "GroupList": ["g"]}, "want": ["PASSED", "none"]},
		"absent lists pass": {"user": {}, "want": ["PASSED", "none"]},
		"an attached policy fails": {"user": {"AttachedManagedPolicies": [_attached]}, "want": ["FAILED", "attached"]},
		"an inline policy fails": {"user": {"UserPolicyList": [_inline]}, "want": ["FAILED", "inline"]},
		"both fail once": {"user": {"AttachedManagedPolicies": [_attached], "UserPolicyList": [_inline]}, "want": ["FAILED", "attached"]},
	}
	got := control.findings with input.iam.users as [object.union({"id": "alice", "region": "global"}, tc.user)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

_alice(more) := object.union(
	{
		"id": "alice", "region": "global", "UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice", "GroupList": ["devs"],
		"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "PolicyName": "ReadOnlyAccess"}],
		"UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": []}}],
	},
	more,
)

_world(user, groups) := {"account": {"account": "111122223333", "partition": "aws"}, "iam": {
	"users": [user],
	"groups": groups,
	"principals": [{"id": user.Arn, "UserDetail": {"AttachedManagedPolicies": [1], "UserPolicyList": [1], "GroupList": []}}],
}}

test_the_plan_moves_the_policies_to_a_group if {
	world := _world(_alice({}), [])
	steps := control.plan with input as world
	[steps_test.operations(step) | some step in steps] == [["CreateGroup", "AttachGroupPolicy", "PutGroupPolicy", "AddUserToGroup", "DetachUserPolicy", "DeleteUserPolicy"]]
	[[call.operation | some call in step.undo] | some step in steps] == [["AttachUserPolicy", "PutUserPolicy", "RemoveUserFromGroup", "DetachGroupPolicy", "DeleteGroupPolicy", "DeleteGroup"]]
	left := steps_test.after(world, steps)
	left.iam.users[0].GroupList == ["devs", "alice-policies"]
	left.iam.groups[0].AttachedManagedPolicies == _alice({}).AttachedManagedPolicies
	left.iam.groups[0].GroupPolicyList == _alice({}).UserPolicyList
	count(left.iam.principals) == 2
	got := control.findings with input as left
	{finding.status | some finding in got} == {"PASSED"}
}

test_the_plan_leaves_alone[name] if {
	some name, world in {
		"a user without policies": _world(_alice({"AttachedManagedPolicies": [], "UserPolicyList": []}), []),
		"a group of that name": _world(_alice({}), [{"id": "alice-policies", "GroupName": "alice-policies"}]),
		"a user of ten groups": _world(_alice({"GroupList": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]}), []),
		"more policies than a group takes": _world(_alice({"AttachedManagedPolicies": [{"PolicyArn": name} | some name in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]]}), []),
	}
	steps := control.plan with input as world
	steps == set()
}
