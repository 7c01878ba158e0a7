package controls.elasticache.cluster_has_own_subnet_group_test

import data.controls.elasticache.cluster_has_own_subnet_group as control

test_cluster_has_own_subnet_group[name] if {
	some name, tc in {
		"a group of its own passes": {"cluster": {"CacheSubnetGroupName": "private"}, "want": ["PASSED custom"]},
		"a name that only begins like it passes": {"cluster": {"CacheSubnetGroupName": "default-private"}, "want": ["PASSED custom"]},
		"the default group fails": {"cluster": {"CacheSubnetGroupName": "default"}, "want": ["FAILED default"]},
		"an empty name fails": {"cluster": {"CacheSubnetGroupName": ""}, "want": ["FAILED default"]},
		"no group fails": {"cluster": {}, "want": ["FAILED default"]},
		"Memcached counts": {"cluster": {"Engine": "memcached", "CacheSubnetGroupName": "default"}, "want": ["FAILED default"]},
	}
	got := control.findings with input.elasticache.clusters as [object.union({"id": "arn:c", "region": "ap-northeast-1"}, tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_reason_names_the_group if {
	got := control.findings with input.elasticache.clusters as [{"id": "arn:c", "region": "ap-northeast-1", "CacheSubnetGroupName": "private"}]
	{finding.args.group | some finding in got} == {"private"}
}
