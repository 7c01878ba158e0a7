package controls.rds.global_cluster_version_is_supported_test

import data.controls.rds.global_cluster_version_is_supported as control

_cluster(more) := object.union({"id": "arn:aws:rds::111122223333:global-cluster:world", "region": "ap-northeast-1", "Engine": "aurora-mysql"}, more)

_table := {"minimum": "8.0.mysql_aurora.3.08.0", "long_term": ["8.0.mysql_aurora.3.04.0", "8.0.mysql_aurora.3.04.3", "8.0.mysql_aurora.3.10.9", "8.lts"]}

_cases := {
	"the oldest supported version passes": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.08.0"}, "want": [["PASSED", "supported"]]},
	"a later patch passes": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.08.2"}, "want": [["PASSED", "supported"]]},
	"a later minor version passes": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.10.0"}, "want": [["PASSED", "supported"]]},
	"a later major version passes": {"cluster": {"EngineVersion": "8.4.mysql_aurora.8.4.7"}, "want": [["PASSED", "supported"]]},
	"long-term support passes": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.04.3"}, "want": [["PASSED", "long_term"]]},
	"a patch that the list does not have fails": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.04.4"}, "want": [["FAILED", "old"]]},
	"the version before fails": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.07.1"}, "want": [["FAILED", "old"]]},
	"a large patch of an old version fails": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.07.99"}, "want": [["FAILED", "old"]]},
	"an old major version fails": {"cluster": {"EngineVersion": "5.7.mysql_aurora.2.12.5"}, "want": [["FAILED", "old"]]},
	"the first Aurora MySQL fails": {"cluster": {"Engine": "aurora", "EngineVersion": "5.6.mysql_aurora.1.22.2"}, "want": [["FAILED", "old"]]},
	"a version of MySQL alone fails": {"cluster": {"EngineVersion": "8.0"}, "want": [["FAILED", "unknown"]]},
	"an untold version fails": {"cluster": {}, "want": [["FAILED", "unknown"]]},
	"PostgreSQL is out of scope": {"cluster": {"Engine": "aurora-postgresql", "EngineVersion": "11.9"}, "want": []},
	"DocumentDB is out of scope": {"cluster": {"Engine": "docdb", "EngineVersion": "4.0.0"}, "want": []},
	"an untold engine is out of scope": {"cluster": {"Engine": "", "EngineVersion": "8.0.mysql_aurora.3.08.0"}, "want": []},
	"long-term support above the oldest version passes once": {"cluster": {"EngineVersion": "8.0.mysql_aurora.3.10.9"}, "want": [["PASSED", "long_term"]]},
	"long-term support of another form passes once": {"cluster": {"EngineVersion": "8.lts"}, "want": [["PASSED", "long_term"]]},
	"a high version of another form fails once": {"cluster": {"EngineVersion": "x.mysql_aurora.9"}, "want": [["FAILED", "unknown"]]},
}

test_global_cluster_version_is_supported[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.global_clusters as [_cluster(tc.cluster)] with data.versions.supported as {"RDS.51": _table}
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.global_clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_the_table_is_that_of_kijun if {
	got := control.findings with input.rds.global_clusters as [_cluster({"EngineVersion": "5.6.mysql_aurora.1.22.2"})]
	[finding.args.minimum | some finding in got] == [data.versions.supported["RDS.51"].minimum]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	elements := [_cluster(object.union(tc.cluster, {"Engine": "aurora-postgresql"}))]
	findings := control.findings with input.rds.global_clusters as elements with data.versions.supported as {"RDS.51": _table}
	findings == set()
	subjects := control.subjects with input.rds.global_clusters as elements
	subjects == set()
}
