package controls.rds.cluster_spans_zones_test

import data.controls.rds.cluster_spans_zones as control

_cluster(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster:orders", "region": "ap-northeast-1", "Engine": "aurora-mysql"}, more)

_cases := {
	"several zones pass": {"cluster": {"MultiAZ": true}, "want": ["PASSED"]},
	"one zone fails": {"cluster": {"MultiAZ": false}, "want": ["FAILED"]},
	"zones of the storage alone fail": {"cluster": {"MultiAZ": false, "AvailabilityZones": ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]}, "want": ["FAILED"]},
	"untold fails": {"cluster": {}, "want": ["FAILED"]},
	"a Multi-AZ DB cluster passes": {"cluster": {"Engine": "postgres", "MultiAZ": true}, "want": ["PASSED"]},
	"Neptune is out of scope": {"cluster": {"Engine": "neptune", "MultiAZ": false}, "want": []},
	"DocumentDB is out of scope": {"cluster": {"Engine": "docdb", "MultiAZ": true}, "want": []},
}

test_cluster_spans_zones[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.clusters as [_cluster(tc.cluster)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [_cluster(object.union(tc.cluster, {"Engine": engine}))]
		findings := control.findings with input.rds.clusters as elements
		findings == set()
		subjects := control.subjects with input.rds.clusters as elements
		subjects == set()
	}
}
