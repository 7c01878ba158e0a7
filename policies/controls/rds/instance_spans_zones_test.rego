package controls.rds.instance_spans_zones_test

import data.controls.rds.instance_spans_zones as control

_instance(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "DBInstanceIdentifier": "orders", "Engine": "mysql"}, more)

_cases := {
	"Multi-AZ passes": {"instance": {"MultiAZ": true}, "want": ["PASSED"]},
	"one zone fails": {"instance": {"MultiAZ": false}, "want": ["FAILED"]},
	"untold fails": {"instance": {}, "want": ["FAILED"]},
	"a read replica counts": {"instance": {"MultiAZ": false, "ReadReplicaSourceDBInstanceIdentifier": "other"}, "want": ["FAILED"]},
	"an empty cluster counts as none": {"instance": {"MultiAZ": false, "DBClusterIdentifier": ""}, "want": ["FAILED"]},
	"a member of a Multi-AZ cluster is out of scope": {"instance": {"MultiAZ": false, "DBClusterIdentifier": "orders"}, "want": []},
	"Aurora is out of scope": {"instance": {"Engine": "aurora-mysql", "MultiAZ": false}, "want": []},
	"Neptune is out of scope": {"instance": {"Engine": "neptune", "MultiAZ": false}, "want": []},
	"DocumentDB is out of scope": {"instance": {"Engine": "docdb", "MultiAZ": true}, "want": []},
}

test_instance_spans_zones[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [_instance(tc.instance)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [_instance(tc.instance)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_instance if {
	steps := control.plan with input.rds.instances as [_instance({"MultiAZ": false}), _instance({"id": "a", "MultiAZ": true}), _instance({"id": "b", "DBClusterIdentifier": "c"})]
	[step.calls[0].params | some step in steps] == [{"DBInstanceIdentifier": "orders", "MultiAZ": true, "ApplyImmediately": true}]
	[step.undo[0].params.MultiAZ | some step in steps] == [false]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [_instance(object.union(tc.instance, {"Engine": engine}))]
		findings := control.findings with input.rds.instances as elements
		findings == set()
		subjects := control.subjects with input.rds.instances as elements
		subjects == set()
	}
}
