package controls.dms.replication_instance_is_not_public_test

import data.controls.dms.replication_instance_is_not_public as control

test_replication_instance_is_not_public[name] if {
	some name, tc in {
		"private passes": {"instance": {"PubliclyAccessible": false}, "want": ["PASSED"]},
		"public fails": {"instance": {"PubliclyAccessible": true}, "want": ["FAILED"]},
		"public without an address fails": {"instance": {"PubliclyAccessible": true, "ReplicationInstancePublicIpAddresses": []}, "want": ["FAILED"]},
		"untold fails": {"instance": {}, "want": ["FAILED"]},
	}
	got := control.findings with input.dms.replication_instances as [object.union({"id": "arn:aws:dms:ap-northeast-1:111122223333:rep:A", "region": "ap-northeast-1"}, tc.instance)]
	[finding.status | some finding in got] == tc.want
}
