package controls.elasticache.group_is_encrypted_in_transit_test

import data.controls.elasticache.group_is_encrypted_in_transit as control
import data.lib.steps_test

_group(more) := object.union({"id": "x", "region": "ap-northeast-1", "ReplicationGroupId": "g"}, more)

test_group_is_encrypted_in_transit[name] if {
	some name, tc in {
		"on passes": {"group": {"TransitEncryptionEnabled": true}, "want": ["PASSED encrypted"]},
		"off fails": {"group": {"TransitEncryptionEnabled": false}, "want": ["FAILED plain"]},
		"untold fails": {"group": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.elasticache.replication_groups as [_group(tc.group)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_plan_knows_the_engine[name] if {
	some name, tc in {
		"version 7": {"versions": ["7.1.0"], "want": 1},
		"version 8": {"versions": ["8.0", "8.0"], "want": 1},
		"version 6": {"versions": ["6.2.6"], "want": 0},
		"on its way": {"versions": ["6.2.6", "7.1.0"], "want": 0},
		"untold": {"versions": [], "want": 0},
	}
	world := {"elasticache": {
		"replication_groups": [{"id": "g", "region": "ap-northeast-1", "ReplicationGroupId": "g", "TransitEncryptionEnabled": false}],
		"clusters": [{"id": sprintf("%d", [i]), "region": "ap-northeast-1", "ReplicationGroupId": "g", "EngineVersion": version} | some i, version in tc.versions],
	}}
	steps := control.plan with input as world
	count(steps) == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {["FAILED", "PASSED"][tc.want]}
}
