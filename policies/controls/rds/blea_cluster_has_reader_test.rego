package controls.rds.blea_cluster_has_reader_test

import data.controls.rds.blea_cluster_has_reader as control

_cluster(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster:orders", "region": "ap-northeast-1", "DBClusterIdentifier": "orders", "Engine": "aurora-postgresql"}, more)

_cases := {
	"BLEA's passes": {"cluster": {"MultiAZ": true, "CopyTagsToSnapshot": true}, "want": [["PASSED", "doubled"]]},
	"a Multi-AZ DB cluster passes": {"cluster": {"Engine": "mysql", "MultiAZ": true, "CopyTagsToSnapshot": true}, "want": [["PASSED", "doubled"]]},
	"one zone fails": {"cluster": {"MultiAZ": false, "CopyTagsToSnapshot": true}, "want": [["FAILED", "single"]]},
	"untold zones fail": {"cluster": {"CopyTagsToSnapshot": true}, "want": [["FAILED", "single"]]},
	"no tags fail": {"cluster": {"MultiAZ": true, "CopyTagsToSnapshot": false}, "want": [["FAILED", "no_tags"]]},
	"untold tags fail": {"cluster": {"MultiAZ": true}, "want": [["FAILED", "no_tags"]]},
	"neither fails once": {"cluster": {}, "want": [["FAILED", "single"]]},
	"Neptune is out of scope": {"cluster": {"Engine": "neptune"}, "want": []},
	"DocumentDB is out of scope": {"cluster": {"Engine": "docdb", "MultiAZ": true}, "want": []},
}

test_blea_cluster_has_reader[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.clusters as [_cluster(tc.cluster)]
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_plan_copies_tags if {
	steps := control.plan with input.rds.clusters as [_cluster({"MultiAZ": true, "CopyTagsToSnapshot": false}), _cluster({"id": "a", "CopyTagsToSnapshot": true})]
	[step.calls[0].params | some step in steps] == [{"DBClusterIdentifier": "orders", "CopyTagsToSnapshot": true}]
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
