package controls.redshift.cluster_is_not_public_test

import data.controls.redshift.cluster_is_not_public as control

_cluster(id, more) := object.union({"id": id, "region": "ap-northeast-1", "ClusterIdentifier": id}, more)

test_cluster_is_not_public[name] if {
	some name, tc in {
		"private passes": {"cluster": {"PubliclyAccessible": false}, "want": ["PASSED private"]},
		"public fails": {"cluster": {"PubliclyAccessible": true}, "want": ["FAILED public"]},
		"untold fails": {"cluster": {}, "want": ["FAILED public"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster("c", tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_cluster if {
	plan := control.plan with input.redshift.clusters as [_cluster("a", {"PubliclyAccessible": true}), _cluster("b", {"PubliclyAccessible": false})]
	{[step.subject, step.calls[0].params] | some step in plan} == {["a", {"ClusterIdentifier": "a", "PubliclyAccessible": false}]}
}
