package controls.rds.blea_cluster_logs_are_kept_test

import data.controls.rds.blea_cluster_logs_are_kept as control

_cluster(engine, logs) := {"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster:orders", "region": "ap-northeast-1", "DBClusterIdentifier": "orders", "Engine": engine, "EnabledCloudwatchLogsExports": logs}

_group(log, more) := object.union({"id": log, "region": "ap-northeast-1", "LogGroupName": sprintf("/aws/rds/cluster/orders/%s", [log])}, more)

_all := ["audit", "error", "general", "slowquery"]

_kept(logs) := [_group(log, {"RetentionInDays": 90}) | some log in logs]

_cases := {
	"BLEA's passes": {"cluster": _cluster("aurora-postgresql", ["postgresql"]), "groups": _kept(["postgresql"]), "want": [["PASSED", "kept"]]},
	"a log more passes": {"cluster": _cluster("aurora-postgresql", ["instance", "postgresql"]), "groups": _kept(["postgresql"]), "want": [["PASSED", "kept"]]},
	"for ever passes": {"cluster": _cluster("postgres", ["postgresql"]), "groups": [_group("postgresql", {})], "want": [["PASSED", "kept"]]},
	"89 days fail": {"cluster": _cluster("aurora-postgresql", ["postgresql"]), "groups": [_group("postgresql", {"RetentionInDays": 89})], "want": [["FAILED", "short"]]},
	"no group fails": {"cluster": _cluster("aurora-postgresql", ["postgresql"]), "groups": [], "want": [["FAILED", "no_group"]]},
	"a group of another cluster fails": {"cluster": _cluster("aurora-postgresql", ["postgresql"]), "groups": [_group("postgresql", {"LogGroupName": "/aws/rds/cluster/other/postgresql"})], "want": [["FAILED", "no_group"]]},
	"a group of another Region fails": {"cluster": _cluster("aurora-postgresql", ["postgresql"]), "groups": [_group("postgresql", {"region": "us-east-1"})], "want": [["FAILED", "no_group"]]},
	"no export fails": {"cluster": _cluster("aurora-postgresql", []), "groups": _kept(["postgresql"]), "want": [["FAILED", "not_exported"]]},
	"an untold export fails": {"cluster": object.remove(_cluster("aurora-postgresql", []), ["EnabledCloudwatchLogsExports"]), "groups": _kept(["postgresql"]), "want": [["FAILED", "not_exported"]]},
	"all logs of Aurora MySQL pass": {"cluster": _cluster("aurora-mysql", _all), "groups": _kept(_all), "want": [["PASSED", "kept"]]},
	"Aurora MySQL without audit fails": {"cluster": _cluster("aurora-mysql", ["error", "general", "slowquery"]), "groups": _kept(_all), "want": [["FAILED", "not_exported"]]},
	"MySQL without audit passes": {"cluster": _cluster("mysql", ["error", "general", "slowquery"]), "groups": _kept(_all), "want": [["PASSED", "kept"]]},
	"one short group of several fails": {"cluster": _cluster("aurora-mysql", _all), "groups": array.concat(_kept(["audit", "error", "general"]), [_group("slowquery", {"RetentionInDays": 30})]), "want": [["FAILED", "short"]]},
	"a short group beside a missing one fails once": {"cluster": _cluster("aurora-mysql", _all), "groups": [_group("slowquery", {"RetentionInDays": 30})], "want": [["FAILED", "short"]]},
	"Neptune is out of scope": {"cluster": _cluster("neptune", []), "groups": [], "want": []},
	"DocumentDB is out of scope": {"cluster": _cluster("docdb", ["audit"]), "groups": [], "want": []},
	"an unknown engine is out of scope": {"cluster": _cluster("tomorrow", []), "groups": [], "want": []},
	"no export beside a short group fails once": {"cluster": _cluster("aurora-mysql", ["audit"]), "groups": [_group("audit", {"RetentionInDays": 30})], "want": [["FAILED", "not_exported"]]},
	"no export and no group fail once": {"cluster": _cluster("aurora-postgresql", []), "groups": [], "want": [["FAILED", "not_exported"]]},
}

test_blea_cluster_logs_are_kept[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.clusters as [tc.cluster] with input.logs.log_groups as tc.groups
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.clusters as [tc.cluster]
	count(subjects) == count(tc.want)
}

test_reasons_name_logs_and_groups if {
	silent := control.findings with input.rds.clusters as [_cluster("aurora-mysql", ["error"])] with input.logs.log_groups as []
	[finding.args.logs | some finding in silent] == [["audit", "general", "slowquery"]]
	missing := control.findings with input.rds.clusters as [_cluster("mysql", ["error", "general", "slowquery"])] with input.logs.log_groups as _kept(["error"])
	[finding.args.groups | some finding in missing] == [["/aws/rds/cluster/orders/general", "/aws/rds/cluster/orders/slowquery"]]
}

test_plan_exports_first if {
	steps := control.plan with input.rds.clusters as [_cluster("mysql", ["error"])] with input.logs.log_groups as [_group("error", {"RetentionInDays": 30})]
	[step.calls[0].params | some step in steps] == [{"DBClusterIdentifier": "orders", "CloudwatchLogsExportConfiguration": {"EnableLogTypes": ["general", "slowquery"]}}]
	[step.effect[0].value | some step in steps] == [["error", "general", "slowquery"]]
}

test_plan_keeps_groups_longer if {
	steps := control.plan with input.rds.clusters as [_cluster("aurora-postgresql", ["postgresql"])]
		with input.logs.log_groups as [_group("postgresql", {"RetentionInDays": 30}), _group("other", {"RetentionInDays": 30})]
	[step.calls[0].params | some step in steps] == [{"logGroupName": "/aws/rds/cluster/orders/postgresql", "retentionInDays": 90}]
	[step.undo[0].params.retentionInDays | some step in steps] == [30]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [object.union(tc.cluster, {"Engine": engine})]
		findings := control.findings with input.rds.clusters as elements with input.logs.log_groups as tc.groups
		findings == set()
		subjects := control.subjects with input.rds.clusters as elements
		subjects == set()
	}
}
