package controls.redshift.cluster_spans_zones_test

import data.controls.redshift.cluster_spans_zones as control

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
