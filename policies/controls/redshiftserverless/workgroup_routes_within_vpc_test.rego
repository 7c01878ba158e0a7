package controls.redshiftserverless.workgroup_routes_within_vpc_test

import data.controls.redshiftserverless.workgroup_routes_within_vpc as control

_workgroup(id, more) := object.union({"id": id, "region": "ap-northeast-1", "WorkgroupName": id}, more)

test_workgroup_routes_within_vpc[name] if {
	some name, tc in {
		"routed passes": {"workgroup": {"EnhancedVpcRouting": true}, "want": ["PASSED routed"]},
		"unrouted fails": {"workgroup": {"EnhancedVpcRouting": false}, "want": ["FAILED unrouted"]},
		"untold fails": {"workgroup": {}, "want": ["FAILED unrouted"]},
	}
	got := control.findings with input.redshiftserverless.workgroups as [_workgroup("w", tc.workgroup)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_workgroup if {
	plan := control.plan with input.redshiftserverless.workgroups as [_workgroup("a", {"EnhancedVpcRouting": false}), _workgroup("b", {"EnhancedVpcRouting": true})]
	{[step.subject, step.calls[0].params] | some step in plan} == {["a", {"workgroupName": "a", "enhancedVpcRouting": true}]}
}
