package controls.redshiftserverless.workgroup_is_not_public_test

import data.controls.redshiftserverless.workgroup_is_not_public as control

_workgroup(id, more) := object.union({"id": id, "region": "ap-northeast-1", "WorkgroupName": id}, more)

test_workgroup_is_not_public[name] if {
	some name, tc in {
		"private passes": {"workgroup": {"PubliclyAccessible": false}, "want": ["PASSED private"]},
		"public fails": {"workgroup": {"PubliclyAccessible": true}, "want": ["FAILED public"]},
		"untold fails": {"workgroup": {}, "want": ["FAILED public"]},
	}
	got := control.findings with input.redshiftserverless.workgroups as [_workgroup("w", tc.workgroup)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_workgroup if {
	plan := control.plan with input.redshiftserverless.workgroups as [_workgroup("a", {"PubliclyAccessible": true}), _workgroup("b", {"PubliclyAccessible": false})]
	{[step.subject, step.calls[0].params] | some step in plan} == {["a", {"workgroupName": "a", "publiclyAccessible": false}]}
}
