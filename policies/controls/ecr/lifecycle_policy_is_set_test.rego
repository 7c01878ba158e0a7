package controls.ecr.lifecycle_policy_is_set_test

import data.controls.ecr.lifecycle_policy_is_set as control
import data.lib.steps_test

_repository(more) := object.union(
	{"id": "arn:aws:ecr:ap-northeast-1:111122223333:repository/app", "region": "ap-northeast-1", "account": "111122223333", "RepositoryName": "app"},
	more,
)

test_lifecycle_policy_is_set[name] if {
	some name, tc in {
		"a policy passes": {"element": {"GetLifecyclePolicy": {"LifecyclePolicyText": {"rules": [{"rulePriority": 1}]}}}, "want": ["PASSED set"]},
		"none fails": {"element": {"GetLifecyclePolicy": {}}, "want": ["FAILED unset"]},
	}
	got := control.findings with input.ecr.repositories as [_repository(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_plan_counts_as_destructive if {
	world := {"ecr": {"repositories": [{"id": "r", "region": "ap-northeast-1", "RepositoryName": "r", "GetLifecyclePolicy": {}}]}}
	steps := control.plan with input as world
	[[steps_test.operations(step), step.destructive] | some step in steps] == [[["PutLifecyclePolicy"], true]]
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}
