package controls.elasticache.group_is_encrypted_test

import data.controls.elasticache.group_is_encrypted as control

_group(more) := object.union({"id": "x", "region": "ap-northeast-1", "ReplicationGroupId": "g"}, more)

test_group_is_encrypted[name] if {
	some name, tc in {
		"on passes": {"group": {"AtRestEncryptionEnabled": true}, "want": ["PASSED encrypted"]},
		"off fails": {"group": {"AtRestEncryptionEnabled": false}, "want": ["FAILED plain"]},
		"untold fails": {"group": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.elasticache.replication_groups as [_group(tc.group)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
