package controls.redshift.cluster_routes_within_vpc_test

import data.controls.redshift.cluster_routes_within_vpc as control

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_routes_within_vpc[name] if {
	some name, tc in {
		"on passes": {"cluster": {"EnhancedVpcRouting": true}, "want": ["PASSED routed"]},
		"off fails": {"cluster": {"EnhancedVpcRouting": false}, "want": ["FAILED unrouted"]},
		"untold fails": {"cluster": {}, "want": ["FAILED unrouted"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"off": {"cluster": {"EnhancedVpcRouting": false}, "want": {{"ClusterIdentifier": "c", "EnhancedVpcRouting": true}}},
		"on": {"cluster": {"EnhancedVpcRouting": true}, "want": set()},
	}
	plan := control.plan with input.redshift.clusters as [_cluster(tc.cluster)]
	{step.calls[0].params | some step in plan; step.subject == "x"} == tc.want
}
