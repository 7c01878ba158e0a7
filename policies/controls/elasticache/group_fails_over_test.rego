package controls.elasticache.group_fails_over_test

import data.controls.elasticache.group_fails_over as control

_group(more) := object.union({"id": "x", "region": "ap-northeast-1", "ReplicationGroupId": "g"}, more)

test_group_fails_over[name] if {
	some name, tc in {
		"on passes": {"group": {"AutomaticFailover": "enabled"}, "want": ["PASSED automatic"]},
		"off fails": {"group": {"AutomaticFailover": "disabled"}, "want": ["FAILED manual"]},
		"on its way fails": {"group": {"AutomaticFailover": "enabling"}, "want": ["FAILED manual"]},
		"untold fails": {"group": {}, "want": ["FAILED manual"]},
	}
	got := control.findings with input.elasticache.replication_groups as [_group(tc.group)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"two nodes": {"group": {"AutomaticFailover": "disabled", "MemberClusters": ["g-001", "g-002"]}, "want": {{"ReplicationGroupId": "g", "AutomaticFailoverEnabled": true}}},
		"one node": {"group": {"AutomaticFailover": "disabled", "MemberClusters": ["g-001"]}, "want": set()},
		"on": {"group": {"AutomaticFailover": "enabled", "MemberClusters": ["g-001", "g-002"]}, "want": set()},
	}
	plan := control.plan with input.elasticache.replication_groups as [_group(tc.group)]
	{step.calls[0].params | some step in plan; step.subject == "x"} == tc.want
}
