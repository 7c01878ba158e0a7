package lib.databases_test

import data.lib.databases

_engines := {"mysql": "rds", "aurora-mysql": "rds", "aurora-postgresql": "rds", "sqlserver-se": "rds", "db2-se": "rds", "neptune": "neptune", "docdb": "docdb", "tomorrow": "rds"}

test_engines[engine] if {
	some engine, service in _engines
	of_rds := {id | id := "x"; service == "rds"}
	instances := databases.instances with input.rds.instances as [{"id": "x", "Engine": engine}]
	instances == of_rds
	clusters := databases.clusters with input.rds.clusters as [{"id": "x", "Engine": engine}]
	clusters == of_rds
	snapshots := databases.snapshots with input.rds.snapshots as [{"id": "x", "Engine": engine}]
	snapshots == of_rds
	neptune := databases.neptune_snapshots with input.rds.snapshots as [{"id": "x", "Engine": engine}]
	neptune == {id | id := "x"; service == "neptune"}
	docdb := databases.docdb_snapshots with input.rds.snapshots as [{"id": "x", "Engine": engine}]
	docdb == {id | id := "x"; service == "docdb"}
	aurora := databases.aurora_instances with input.rds.instances as [{"id": "x", "Engine": engine}]
	aurora == {id | id := "x"; startswith(engine, "aurora")}
}

test_an_untold_engine_is_of_rds if {
	instances := databases.instances with input.rds.instances as [{"id": "x"}]
	instances == {"x"}
	clusters := databases.clusters with input.rds.clusters as [{"id": "x"}]
	clusters == {"x"}
	snapshots := databases.snapshots with input.rds.snapshots as [{"id": "x"}]
	snapshots == {"x"}
}

_instance(attributes) := {"id": "x", "DescribeDBSnapshotAttributes": {"DBSnapshotAttributesResult": {"DBSnapshotAttributes": attributes}}}

_cluster(attributes) := {"id": "x", "type": "AWS::RDS::DBClusterSnapshot", "DescribeDBClusterSnapshotAttributes": {"DBClusterSnapshotAttributesResult": {"DBClusterSnapshotAttributes": attributes}}}

test_public_snapshots[name] if {
	some name, tc in {
		"everybody": {"attributes": [{"AttributeName": "restore", "AttributeValues": ["all"]}], "public": true},
		"everybody, and one by name": {"attributes": [{"AttributeName": "restore", "AttributeValues": ["444455556666", "all"]}], "public": true},
		"one by name": {"attributes": [{"AttributeName": "restore", "AttributeValues": ["444455556666"]}], "public": false},
		"nobody": {"attributes": [{"AttributeName": "restore", "AttributeValues": []}], "public": false},
		"untold values": {"attributes": [{"AttributeName": "restore"}], "public": false},
		"another attribute": {"attributes": [{"AttributeName": "copy", "AttributeValues": ["all"]}], "public": false},
		"no attributes": {"attributes": [], "public": false},
	}
	want := {id | id := "x"; tc.public}
	instance := databases.public_snapshots with input.rds.snapshots as [_instance(tc.attributes)]
	instance == want
	cluster := databases.public_snapshots with input.rds.snapshots as [_cluster(tc.attributes)]
	cluster == want
}

test_a_snapshot_that_nobody_was_asked_about_is_not_public if {
	got := databases.public_snapshots with input.rds.snapshots as [{"id": "x", "SnapshotType": "automated"}]
	got == set()
}

test_cluster_snapshots if {
	got := databases.cluster_snapshots with input.rds.snapshots as [_cluster([]), {"id": "y", "type": "AWS::RDS::DBSnapshot"}]
	got == {"x"}
}

test_unsharing if {
	attributes := [{"AttributeName": "restore", "AttributeValues": ["444455556666", "all"]}]
	step := databases.unsharing(object.union(_cluster(attributes), {"region": "ap-northeast-1", "DBClusterSnapshotIdentifier": "s"}))
	step.calls[0].params == {"DBClusterSnapshotIdentifier": "s", "AttributeName": "restore", "ValuesToRemove": ["all"]}
	step.undo[0].params == {"DBClusterSnapshotIdentifier": "s", "AttributeName": "restore", "ValuesToAdd": ["all"]}
	step.effect[0].value == [{"AttributeName": "restore", "AttributeValues": ["444455556666"]}]
	step.destructive == false
}

_group(vpc, names) := {"id": "x", "DBSubnetGroup": {"VpcId": vpc, "Subnets": [{"SubnetIdentifier": name} | some name in names]}}

_table(associations, gateway) := {"id": gateway, "VpcId": "vpc-1", "Associations": associations, "Routes": [{"GatewayId": gateway, "State": "active"}]}

test_subnets_of_instances[name] if {
	some name, tc in {
		"inside": {"instance": _group("vpc-1", ["subnet-a"]), "public": [], "unseen": []},
		"outside": {"instance": _group("vpc-1", ["subnet-a", "subnet-b"]), "public": ["subnet-b"], "unseen": []},
		"unseen": {"instance": _group("vpc-2", ["subnet-a"]), "public": [], "unseen": ["subnet-a"]},
		"no group": {"instance": {"id": "x"}, "public": [], "unseen": []},
	}
	tables := [_table([{"Main": true}], "local"), _table([{"SubnetId": "subnet-b"}], "igw-1")]
	public := databases.public_subnets(tc.instance) with input.ec2.route_tables as tables
	public == tc.public
	unseen := databases.unseen_subnets(tc.instance) with input.ec2.route_tables as tables
	unseen == tc.unseen
	in_public := databases.in_public_subnets with input.ec2.route_tables as tables with input.rds.instances as [tc.instance]
	in_public == {id | some _ in tc.public; id := "x"}
	in_unseen := databases.in_unseen_subnets with input.ec2.route_tables as tables with input.rds.instances as [tc.instance]
	in_unseen == {id | some _ in tc.unseen; id := "x"}
}
