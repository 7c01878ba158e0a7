package controls.eks.cluster_version_is_supported_test

import data.controls.eks.cluster_version_is_supported as control

_cluster(described) := {"id": "arn:aws:eks:ap-northeast-1:111122223333:cluster/c", "region": "ap-northeast-1", "Name": "c", "DescribeCluster": {"Cluster": described}}

test_cluster_version_is_supported[name] if {
	some name, tc in {
		"a version in support passes": {"element": {"Version": "1.34"}, "want": ["PASSED supported"]},
		"a version out of support fails": {"element": {"Version": "1.33"}, "want": ["FAILED ended"]},
		"extended support is not enough": {"element": {"Version": "1.33", "UpgradePolicy": {"SupportType": "EXTENDED"}}, "want": ["FAILED ended"]},
		"an untold version fails": {"element": {}, "want": ["FAILED ended"]},
		"a connected cluster is out of scope": {"element": {"Version": "1.20", "ConnectorConfig": {"Provider": "OTHER"}}, "want": []},
		"so is one in support": {"element": {"Version": "1.34", "ConnectorConfig": {"Provider": "OTHER"}}, "want": []},
	}
	got := control.findings with input.eks.clusters as [_cluster(tc.element)]
		with input.as_of as "2026-07-30T00:00:00Z"
		with data.versions.eks as {"1.33": "2026-07-29", "1.34": "2026-12-02"}
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.eks.clusters as [_cluster(tc.element)]
	count(subjects) == count(tc.want)
}
