package controls.elasticache.cluster_upgrades_minor_versions_test

import data.controls.elasticache.cluster_upgrades_minor_versions as control

_cluster(more) := object.union({"id": "arn:c", "region": "ap-northeast-1", "CacheClusterId": "c", "Engine": "redis"}, more)

test_cluster_upgrades_minor_versions[name] if {
	some name, tc in {
		"on passes": {"cluster": {"AutoMinorVersionUpgrade": true}, "want": ["PASSED automatic"]},
		"off fails": {"cluster": {"AutoMinorVersionUpgrade": false}, "want": ["FAILED manual"]},
		"untold fails": {"cluster": {}, "want": ["FAILED manual"]},
		"Valkey counts": {"cluster": {"Engine": "valkey", "AutoMinorVersionUpgrade": false}, "want": ["FAILED manual"]},
		"a cluster of a group counts": {"cluster": {"ReplicationGroupId": "g", "AutoMinorVersionUpgrade": false}, "want": ["FAILED manual"]},
		"Memcached is out of scope": {"cluster": {"Engine": "memcached", "AutoMinorVersionUpgrade": false}, "want": []},
		"though it upgrades": {"cluster": {"Engine": "memcached", "AutoMinorVersionUpgrade": true}, "want": []},
	}
	got := control.findings with input.elasticache.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elasticache.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_plan[name] if {
	some name, tc in {
		"a cluster alone": {"cluster": {}, "want": {["ModifyCacheCluster", {"CacheClusterId": "c", "AutoMinorVersionUpgrade": true}]}},
		"a cluster with an empty group": {"cluster": {"ReplicationGroupId": ""}, "want": {["ModifyCacheCluster", {"CacheClusterId": "c", "AutoMinorVersionUpgrade": true}]}},
		"a cluster of a group": {"cluster": {"ReplicationGroupId": "g"}, "want": {["ModifyReplicationGroup", {"ReplicationGroupId": "g", "AutoMinorVersionUpgrade": true}]}},
		"one that upgrades": {"cluster": {"AutoMinorVersionUpgrade": true}, "want": set()},
		"Memcached": {"cluster": {"Engine": "memcached"}, "want": set()},
	}
	plan := control.plan with input.elasticache.clusters as [_cluster(tc.cluster)]
	{[step.calls[0].operation, step.calls[0].params] | some step in plan; step.subject == "arn:c"} == tc.want
}
