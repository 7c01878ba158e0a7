package controls.rds.instance_is_not_public_test

import data.controls.rds.instance_is_not_public as control

_instance(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "DBInstanceIdentifier": "orders", "Engine": "mysql"}, more)

_cases := {
	"private passes": {"instance": {"PubliclyAccessible": false}, "want": ["PASSED"]},
	"public fails": {"instance": {"PubliclyAccessible": true}, "want": ["FAILED"]},
	"untold fails": {"instance": {}, "want": ["FAILED"]},
	"a public Aurora instance fails": {"instance": {"Engine": "aurora-postgresql", "PubliclyAccessible": true}, "want": ["FAILED"]},
	"a stopped instance counts": {"instance": {"DBInstanceStatus": "stopped", "PubliclyAccessible": true}, "want": ["FAILED"]},
	"an unknown engine counts": {"instance": {"Engine": "tomorrow", "PubliclyAccessible": true}, "want": ["FAILED"]},
	"Neptune is out of scope": {"instance": {"Engine": "neptune", "PubliclyAccessible": true}, "want": []},
	"DocumentDB is out of scope": {"instance": {"Engine": "docdb", "PubliclyAccessible": false}, "want": []},
}

test_instance_is_not_public[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [_instance(tc.instance)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [_instance(tc.instance)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_instance if {
	steps := control.plan with input.rds.instances as [
		_instance({"PubliclyAccessible": true}),
		_instance({"id": "a", "PubliclyAccessible": false}),
		_instance({"id": "b", "Engine": "neptune", "PubliclyAccessible": true}),
	]
	[step.calls[0].params | some step in steps] == [{"DBInstanceIdentifier": "orders", "PubliclyAccessible": false, "ApplyImmediately": true}]
	[step.undo[0].params.PubliclyAccessible | some step in steps] == [true]
	{step.destructive | some step in steps} == {false}
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
