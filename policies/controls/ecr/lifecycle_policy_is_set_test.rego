package controls.ecr.lifecycle_policy_is_set_test

import data.controls.ecr.lifecycle_policy_is_set as control

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
