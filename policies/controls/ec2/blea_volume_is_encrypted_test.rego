package controls.ec2.blea_volume_is_encrypted_test

import data.controls.ec2.blea_volume_is_encrypted as control

_volume(more) := object.union({"id": "vol-1", "region": "ap-northeast-1"}, more)

test_blea_volume_is_encrypted[name] if {
	some name, tc in {
		"an encrypted volume passes": {"volume": {"State": "in-use", "Encrypted": true}, "want": ["PASSED encrypted"]},
		"a plain one fails": {"volume": {"State": "in-use", "Encrypted": false}, "want": ["FAILED plain"]},
		"an untold encryption fails": {"volume": {"State": "in-use"}, "want": ["FAILED plain"]},
		"a key without encryption fails": {"volume": {"State": "in-use", "Encrypted": false, "KmsKeyId": "k"}, "want": ["FAILED plain"]},
		"a volume that is attached counts": {"volume": {"State": "available", "Attachments": [{"State": "attached"}], "Encrypted": false}, "want": ["FAILED plain"]},
		"a loose volume is out of scope": {"volume": {"State": "available", "Attachments": [], "Encrypted": false}, "want": []},
		"a volume that is being made is out of scope": {"volume": {"State": "creating", "Encrypted": true}, "want": []},
	}
	got := control.findings with input.ec2.volumes as [_volume(tc.volume)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.volumes as [_volume(tc.volume)]
	count(subjects) == count(tc.want)
}
