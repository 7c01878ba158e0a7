package controls.redshift.cluster_upgrades_versions_test

import data.controls.redshift.cluster_upgrades_versions as control

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_upgrades_versions[name] if {
	some name, tc in {
		"on passes": {"cluster": {"AllowVersionUpgrade": true}, "want": ["PASSED automatic"]},
		"off fails": {"cluster": {"AllowVersionUpgrade": false}, "want": ["FAILED manual"]},
		"untold fails": {"cluster": {}, "want": ["FAILED manual"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"off": {"cluster": {"AllowVersionUpgrade": false}, "want": {{"ClusterIdentifier": "c", "AllowVersionUpgrade": true}}},
		"on": {"cluster": {"AllowVersionUpgrade": true}, "want": set()},
	}
	plan := control.plan with input.redshift.clusters as [_cluster(tc.cluster)]
	{step.calls[0].params | some step in plan; step.subject == "x"} == tc.want
}
