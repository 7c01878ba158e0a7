package controls.redshift.cluster_admin_has_own_name_test

import data.controls.redshift.cluster_admin_has_own_name as control

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_admin_has_own_name[name] if {
	some name, tc in {
		"another name passes": {"cluster": {"MasterUsername": "warehouse"}, "want": ["PASSED own"]},
		"a name that only begins like it passes": {"cluster": {"MasterUsername": "awsuser2"}, "want": ["PASSED own"]},
		"the default fails": {"cluster": {"MasterUsername": "awsuser"}, "want": ["FAILED default"]},
		"an empty name fails": {"cluster": {"MasterUsername": ""}, "want": ["FAILED default"]},
		"untold fails": {"cluster": {}, "want": ["FAILED default"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
