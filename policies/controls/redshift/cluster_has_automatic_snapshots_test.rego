package controls.redshift.cluster_has_automatic_snapshots_test

import data.controls.redshift.cluster_has_automatic_snapshots as control

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_has_automatic_snapshots[name] if {
	some name, tc in {
		"a week passes": {"cluster": {"AutomatedSnapshotRetentionPeriod": 7}, "want": ["PASSED kept"]},
		"a day less fails": {"cluster": {"AutomatedSnapshotRetentionPeriod": 6}, "want": ["FAILED short"]},
		"none fails": {"cluster": {"AutomatedSnapshotRetentionPeriod": 0}, "want": ["FAILED short"]},
		"untold fails": {"cluster": {}, "want": ["FAILED short"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"too short": {"cluster": {"AutomatedSnapshotRetentionPeriod": 1}, "want": {{"ClusterIdentifier": "c", "AutomatedSnapshotRetentionPeriod": 7}}},
		"long enough": {"cluster": {"AutomatedSnapshotRetentionPeriod": 7}, "want": set()},
	}
	plan := control.plan with input.redshift.clusters as [_cluster(tc.cluster)]
	{step.calls[0].params | some step in plan; step.subject == "x"} == tc.want
}

test_minimum[name] if {
	some name, tc in {
		"as long as asked for passes": {"days": 30, "want": {"PASSED"}},
		"a day less fails": {"days": 29, "want": {"FAILED"}},
	}
	got := control.findings with input.redshift.clusters as [_cluster({"AutomatedSnapshotRetentionPeriod": tc.days})]
		with data.parameters as {"Redshift.3": {"MinRetentionPeriod": 30}}
	{finding.status | some finding in got} == tc.want
}
