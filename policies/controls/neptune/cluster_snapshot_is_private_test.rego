package controls.neptune.cluster_snapshot_is_private_test

import data.controls.neptune.cluster_snapshot_is_private as control

_snapshot(values, more) := object.union(
	{
		"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster-snapshot:c", "region": "ap-northeast-1", "type": "AWS::RDS::DBClusterSnapshot", "DBClusterSnapshotIdentifier": "c", "Engine": "neptune", "SnapshotType": "manual",
		"DescribeDBClusterSnapshotAttributes": {"DBClusterSnapshotAttributesResult": {"DBClusterSnapshotAttributes": [{"AttributeName": "restore", "AttributeValues": values}]}},
	},
	more,
)

test_cluster_snapshot_is_private[name] if {
	some name, tc in {
		"nobody passes": {"snapshot": _snapshot([], {}), "want": ["PASSED"]},
		"an account by name passes": {"snapshot": _snapshot(["444455556666"], {}), "want": ["PASSED"]},
		"everybody fails": {"snapshot": _snapshot(["all"], {}), "want": ["FAILED"]},
		"everybody beside an account fails": {"snapshot": _snapshot(["444455556666", "all"], {}), "want": ["FAILED"]},
		"an automated one passes": {"snapshot": object.remove(_snapshot([], {"SnapshotType": "automated"}), ["DescribeDBClusterSnapshotAttributes"]), "want": ["PASSED"]},
		"one of DocumentDB is out of scope": {"snapshot": _snapshot(["all"], {"Engine": "docdb"}), "want": []},
		"a private one of Aurora is out of scope": {"snapshot": _snapshot([], {"Engine": "aurora-mysql"}), "want": []},
		"one of Aurora is out of scope": {"snapshot": _snapshot(["all"], {"Engine": "aurora-mysql"}), "want": []},
		"one of an untold engine is out of scope": {"snapshot": object.remove(_snapshot(["all"], {}), ["Engine"]), "want": []},
	}
	got := control.findings with input.rds.snapshots as [tc.snapshot]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.snapshots as [tc.snapshot]
	count(subjects) == count(tc.want)
}

test_plan_names_the_snapshot if {
	steps := control.plan with input.rds.snapshots as [_snapshot(["all"], {}), _snapshot([], {"id": "private"}), _snapshot(["all"], {"id": "other", "Engine": "docdb"})]
	[step.calls[0].params | some step in steps] == [{"DBClusterSnapshotIdentifier": "c", "AttributeName": "restore", "ValuesToRemove": ["all"]}]
}
