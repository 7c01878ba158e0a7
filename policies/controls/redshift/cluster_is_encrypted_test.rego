package controls.redshift.cluster_is_encrypted_test

import data.controls.redshift.cluster_is_encrypted as control

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_is_encrypted[name] if {
	some name, tc in {
		"on passes": {"cluster": {"Encrypted": true}, "want": ["PASSED encrypted"]},
		"off fails": {"cluster": {"Encrypted": false}, "want": ["FAILED plain"]},
		"untold fails": {"cluster": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"off": {"cluster": {"Encrypted": false}, "want": {{"ClusterIdentifier": "c", "Encrypted": true}}},
		"on": {"cluster": {"Encrypted": true}, "want": set()},
	}
	plan := control.plan with input.redshift.clusters as [_cluster(tc.cluster)]
	{step.calls[0].params | some step in plan; step.subject == "x"} == tc.want
}
