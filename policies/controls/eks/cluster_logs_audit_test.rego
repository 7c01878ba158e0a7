package controls.eks.cluster_logs_audit_test

import data.controls.eks.cluster_logs_audit as control

_cluster(described) := {"id": "arn:aws:eks:ap-northeast-1:111122223333:cluster/c", "region": "ap-northeast-1", "Name": "c", "DescribeCluster": {"Cluster": described}}

_logging(setups) := {"Logging": {"ClusterLogging": setups}}

test_cluster_logs_audit[name] if {
	some name, tc in {
		"audit passes": {"element": _logging([{"Types": ["api", "audit"], "Enabled": true}]), "want": ["PASSED on"]},
		"other logs fail": {"element": _logging([{"Types": ["api"], "Enabled": true}]), "want": ["FAILED off"]},
		"audit that is off fails": {"element": _logging([{"Types": ["api"], "Enabled": true}, {"Types": ["audit"], "Enabled": false}]), "want": ["FAILED off"]},
		"an empty list fails": {"element": _logging([]), "want": ["FAILED off"]},
		"untold logging fails": {"element": {}, "want": ["FAILED off"]},
		"a connected cluster is out of scope": {"element": {"ConnectorConfig": {"Provider": "OTHER"}}, "want": []},
		"so is one whose logs are told": {"element": object.union({"ConnectorConfig": {"Provider": "OTHER"}}, _logging([{"Types": ["audit"], "Enabled": true}])), "want": []},
	}
	got := control.findings with input.eks.clusters as [_cluster(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.eks.clusters as [_cluster(tc.element)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_cluster if {
	steps := control.plan with input.eks.clusters as [_cluster({})]
	[step.calls[0].params | some step in steps] == [{"name": "c", "logging": {"clusterLogging": [{"types": ["audit"], "enabled": true}]}}]
	none := control.plan with input.eks.clusters as [_cluster(_logging([{"Types": ["audit"], "Enabled": true}])), _cluster({"ConnectorConfig": {}})]
	none == set()
}
