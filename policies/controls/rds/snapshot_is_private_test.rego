package controls.rds.snapshot_is_private_test

import data.controls.rds.snapshot_is_private as control

_instance(values, more) := object.union(
	{
		"id": "arn:aws:rds:ap-northeast-1:111122223333:snapshot:s", "region": "ap-northeast-1", "type": "AWS::RDS::DBSnapshot", "DBSnapshotIdentifier": "s", "Engine": "mysql", "SnapshotType": "manual",
		"DescribeDBSnapshotAttributes": {"DBSnapshotAttributesResult": {"DBSnapshotAttributes": [{"AttributeName": "restore", "AttributeValues": values}]}},
	},
	more,
)

_cluster(values, more) := object.union(
	{
		"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster-snapshot:c", "region": "ap-northeast-1", "type": "AWS::RDS::DBClusterSnapshot", "DBClusterSnapshotIdentifier": "c", "Engine": "aurora-mysql", "SnapshotType": "manual",
		"DescribeDBClusterSnapshotAttributes": {"DBClusterSnapshotAttributesResult": {"DBClusterSnapshotAttributes": [{"AttributeName": "restore", "AttributeValues": values}]}},
	},
	more,
)

test_snapshot_is_private[name] if {
	some name, tc in {
		"nobody passes": {"snapshots": [_instance([], {}), _cluster([], {})], "want": "PASSED"},
		"an account by name passes": {"snapshots": [_instance(["444455556666"], {}), _cluster(["444455556666"], {})], "want": "PASSED"},
		"everybody fails": {"snapshots": [_instance(["all"], {}), _cluster(["all"], {})], "want": "FAILED"},
		"everybody beside an account fails": {"snapshots": [_instance(["444455556666", "all"], {}), _cluster(["all", "444455556666"], {})], "want": "FAILED"},
		"an untold type counts": {"snapshots": [object.remove(_instance(["all"], {}), ["SnapshotType"]), object.remove(_cluster(["all"], {}), ["SnapshotType"])], "want": "FAILED"},
		"one of AWS Backup counts": {"snapshots": [_instance(["all"], {"SnapshotType": "awsbackup"})], "want": "FAILED"},
		"an automated one passes": {"snapshots": [object.remove(_instance([], {"SnapshotType": "automated"}), ["DescribeDBSnapshotAttributes"]), object.remove(_cluster([], {"SnapshotType": "automated"}), ["DescribeDBClusterSnapshotAttributes"])], "want": "PASSED"},
		"no attributes pass": {"snapshots": [_instance([], {"DescribeDBSnapshotAttributes": {"DBSnapshotAttributesResult": {"DBSnapshotAttributes": []}}})], "want": "PASSED"},
	}
	every snapshot in tc.snapshots {
		got := control.findings with input.rds.snapshots as [snapshot]
		[finding.status | some finding in got] == [tc.want]
		subjects := control.subjects with input.rds.snapshots as [snapshot]
		subjects == {snapshot.id}
	}
}

test_other_engines_are_out_of_scope if {
	every engine in {"neptune", "docdb"} {
		snapshots := [
			_cluster(["all"], {"Engine": engine}),
			_cluster([], {"Engine": engine, "id": "other"}),
			_instance(["all"], {"Engine": engine}),
			_instance([], {"Engine": engine, "id": "another"}),
		]
		findings := control.findings with input.rds.snapshots as snapshots
		findings == set()
		subjects := control.subjects with input.rds.snapshots as snapshots
		subjects == set()
		steps := control.plan with input.rds.snapshots as snapshots
		steps == set()
	}
}

test_plan_names_the_snapshots if {
	steps := control.plan with input.rds.snapshots as [_instance(["all", "444455556666"], {}), _cluster(["all"], {}), _instance([], {"id": "private"})]
	{[step.calls[0].operation, step.calls[0].params] | some step in steps} == {
		["ModifyDBSnapshotAttribute", {"DBSnapshotIdentifier": "s", "AttributeName": "restore", "ValuesToRemove": ["all"]}],
		["ModifyDBClusterSnapshotAttribute", {"DBClusterSnapshotIdentifier": "c", "AttributeName": "restore", "ValuesToRemove": ["all"]}],
	}
	{step.effect[0].value[0].AttributeValues | some step in steps} == {["444455556666"], []}
	{step.destructive | some step in steps} == {false}
}
