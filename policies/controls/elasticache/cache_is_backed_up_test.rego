package controls.elasticache.cache_is_backed_up_test

import data.controls.elasticache.cache_is_backed_up as control

_id := "arn:aws:elasticache:ap-northeast-1:111122223333:cluster:c"

_cluster(more) := {"id": _id, "region": "ap-northeast-1", "CacheCluster": object.union({"CacheClusterId": "c", "Engine": "redis"}, more)}

_group(more) := {"id": _id, "region": "ap-northeast-1", "ReplicationGroup": object.union({"ReplicationGroupId": "g"}, more)}

test_cache_is_backed_up[name] if {
	some name, tc in {
		"a cluster with a day passes": {"cache": _cluster({"SnapshotRetentionLimit": 1}), "want": ["PASSED kept"]},
		"a cluster without fails": {"cache": _cluster({"SnapshotRetentionLimit": 0}), "want": ["FAILED short"]},
		"an untold limit fails": {"cache": _cluster({}), "want": ["FAILED short"]},
		"Valkey counts": {"cache": _cluster({"Engine": "valkey", "SnapshotRetentionLimit": 0}), "want": ["FAILED short"]},
		"an engine that nobody knows yet counts": {"cache": _cluster({"Engine": "new", "SnapshotRetentionLimit": 0}), "want": ["FAILED short"]},
		"Memcached is out of scope": {"cache": _cluster({"Engine": "memcached"}), "want": []},
		"whatever is told of it": {"cache": _cluster({"Engine": "memcached", "SnapshotRetentionLimit": 1}), "want": []},
		"a group with a day passes": {"cache": _group({"SnapshotRetentionLimit": 1}), "want": ["PASSED kept"]},
		"a group without fails": {"cache": _group({"SnapshotRetentionLimit": 0}), "want": ["FAILED short"]},
		"a group's untold limit fails": {"cache": _group({}), "want": ["FAILED short"]},
	}
	got := control.findings with input.elasticache.caches as [tc.cache]
	_said(got) == tc.want
	subjects := control.subjects with input.elasticache.caches as [tc.cache]
	count(subjects) == count(tc.want)
}

test_minimum[name] if {
	some name, tc in {
		"as long as asked for passes": {"days": 14, "want": ["PASSED kept"]},
		"a day less fails": {"days": 13, "want": ["FAILED short"]},
	}
	got := control.findings with input.elasticache.caches as [_group({"SnapshotRetentionLimit": tc.days})]
		with data.parameters as {"ElastiCache.1": {"snapshotRetentionPeriod": 14}}
	_said(got) == tc.want
}

test_the_reason_tells_the_days if {
	got := control.findings with input.elasticache.caches as [_group({"SnapshotRetentionLimit": 7})]
	{finding.args.days | some finding in got} == {7}
}

test_plan[name] if {
	some name, tc in {
		"a cluster": {"cache": _cluster({}), "want": {["ModifyCacheCluster", {"CacheClusterId": "c", "SnapshotRetentionLimit": 1}]}},
		"a group with shards": {"cache": _group({"ClusterEnabled": true}), "want": {["ModifyReplicationGroup", {"ReplicationGroupId": "g", "SnapshotRetentionLimit": 1}]}},
		"a group without shards": {
			"cache": _group({"ClusterEnabled": false, "MemberClusters": ["g-001", "g-002"]}),
			"want": {["ModifyReplicationGroup", {"ReplicationGroupId": "g", "SnapshotRetentionLimit": 1, "SnapshottingClusterId": "g-002"}]},
		},
		"a group without shards that has its source": {
			"cache": _group({"ClusterEnabled": false, "MemberClusters": ["g-001"], "SnapshottingClusterId": "g-001"}),
			"want": {["ModifyReplicationGroup", {"ReplicationGroupId": "g", "SnapshotRetentionLimit": 1}]},
		},
		"a group of which nothing is known": {"cache": _group({}), "want": set()},
		"one that is backed up": {"cache": _cluster({"SnapshotRetentionLimit": 1}), "want": set()},
		"Memcached": {"cache": _cluster({"Engine": "memcached"}), "want": set()},
	}
	plan := control.plan with input.elasticache.caches as [tc.cache]
	{[step.calls[0].operation, step.calls[0].params] | some step in plan; step.subject == _id} == tc.want
}

test_undo_restores_the_days if {
	plan := control.plan with input.elasticache.caches as [_cluster({"SnapshotRetentionLimit": 3})]
		with data.parameters as {"ElastiCache.1": {"snapshotRetentionPeriod": 14}}
	{step.undo[0].params.SnapshotRetentionLimit | some step in plan} == {3}
}

_said(findings) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in findings]
