package controls.rds.instance_upgrades_minor_versions_test

import data.controls.rds.instance_upgrades_minor_versions as control

_instance(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "DBInstanceIdentifier": "orders", "Engine": "mysql"}, more)

_cases := {
	"automatic passes": {"instance": {"AutoMinorVersionUpgrade": true}, "want": ["PASSED"]},
	"manual fails": {"instance": {"AutoMinorVersionUpgrade": false}, "want": ["FAILED"]},
	"untold fails": {"instance": {}, "want": ["FAILED"]},
	"a manual Aurora instance fails": {"instance": {"Engine": "aurora-mysql", "AutoMinorVersionUpgrade": false}, "want": ["FAILED"]},
	"Neptune is out of scope": {"instance": {"Engine": "neptune", "AutoMinorVersionUpgrade": false}, "want": []},
	"DocumentDB is out of scope": {"instance": {"Engine": "docdb", "AutoMinorVersionUpgrade": true}, "want": []},
}

test_instance_upgrades_minor_versions[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [_instance(tc.instance)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [_instance(tc.instance)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_instance if {
	steps := control.plan with input.rds.instances as [_instance({"AutoMinorVersionUpgrade": false}), _instance({"id": "a", "AutoMinorVersionUpgrade": true}), _instance({"id": "b", "Engine": "docdb"})]
	[step.calls[0].params | some step in steps] == [{"DBInstanceIdentifier": "orders", "AutoMinorVersionUpgrade": true}]
	[step.undo[0].params.AutoMinorVersionUpgrade | some step in steps] == [false]
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
