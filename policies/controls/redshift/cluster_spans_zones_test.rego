package controls.redshift.cluster_spans_zones_test

import data.controls.redshift.cluster_spans_zones as control
import data.lib.steps_test

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_spans_zones[name] if {
	some name, tc in {
		"on passes": {"cluster": {"MultiAZ": "Enabled"}, "want": ["PASSED spread"]},
		"in small letters passes": {"cluster": {"MultiAZ": "enabled"}, "want": ["PASSED spread"]},
		"off fails": {"cluster": {"MultiAZ": "Disabled"}, "want": ["FAILED single"]},
		"on its way fails": {"cluster": {"MultiAZ": "Enabling"}, "want": ["FAILED single"]},
		"untold fails": {"cluster": {}, "want": ["FAILED single"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_plan_converts_what_can_be[name] if {
	some name, tc in {
		"RA3": {"cluster": {}, "want": 1},
		"an older type": {"cluster": {"NodeType": "dc2.large"}, "want": 0},
		"plain": {"cluster": {"Encrypted": false}, "want": 0},
		"one node": {"cluster": {"NumberOfNodes": 1}, "want": 0},
	}
	cluster := object.union({"id": "c", "region": "ap-northeast-1", "ClusterIdentifier": "c", "NodeType": "ra3.large", "Encrypted": true, "NumberOfNodes": 2, "MultiAZ": "disabled"}, tc.cluster)
	world := {"redshift": {"clusters": [cluster]}}
	steps := control.plan with input as world
	count(steps) == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {["FAILED", "PASSED"][tc.want]}
}
