package controls.elasticache.old_group_has_auth_test

import data.controls.elasticache.old_group_has_auth as control

_cluster(region, group, version) := {"id": "c", "region": region, "ReplicationGroupId": group, "EngineVersion": version}

test_old_group_has_auth[name] if {
	some name, tc in {
		"old with a token passes": {"group": {"AuthTokenEnabled": true}, "clusters": [_cluster("ap-northeast-1", "g", "5.0.6")], "want": ["PASSED asked"]},
		"old without a token fails": {"group": {"AuthTokenEnabled": false}, "clusters": [_cluster("ap-northeast-1", "g", "5.0.6")], "want": ["FAILED open"]},
		"old with an untold token fails": {"group": {}, "clusters": [_cluster("ap-northeast-1", "g", "3.2.10")], "want": ["FAILED open"]},
		"one old node of two fails": {"group": {}, "clusters": [_cluster("ap-northeast-1", "g", "6.2"), _cluster("ap-northeast-1", "g", "5.0.6")], "want": ["FAILED open"]},
		"6 without a token passes": {"group": {"AuthTokenEnabled": false}, "clusters": [_cluster("ap-northeast-1", "g", "6.0.5")], "want": ["PASSED asked"]},
		"7 without a token passes": {"group": {"AuthTokenEnabled": false}, "clusters": [_cluster("ap-northeast-1", "g", "7.1.0")], "want": ["PASSED asked"]},
		"50 is not old": {"group": {}, "clusters": [_cluster("ap-northeast-1", "g", "50.1")], "want": ["PASSED asked"]},
		"another group's node passes": {"group": {}, "clusters": [_cluster("ap-northeast-1", "h", "5.0.6")], "want": ["PASSED asked"]},
		"a node of another region passes": {"group": {}, "clusters": [_cluster("us-east-1", "g", "5.0.6")], "want": ["PASSED asked"]},
		"a cluster of no group passes": {"group": {}, "clusters": [{"id": "c", "region": "ap-northeast-1", "EngineVersion": "5.0.6"}], "want": ["PASSED asked"]},
		"an untold version passes": {"group": {}, "clusters": [{"id": "c", "region": "ap-northeast-1", "ReplicationGroupId": "g"}], "want": ["PASSED asked"]},
	}
	group := object.union({"id": "x", "region": "ap-northeast-1", "ReplicationGroupId": "g"}, tc.group)
	got := control.findings with input.elasticache.replication_groups as [group] with input.elasticache.clusters as tc.clusters
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
