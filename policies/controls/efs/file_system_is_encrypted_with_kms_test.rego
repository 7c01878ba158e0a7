package controls.efs.file_system_is_encrypted_with_kms_test

import data.controls.efs.file_system_is_encrypted_with_kms as control

test_file_system_is_encrypted_with_kms[name] if {
	some name, tc in {
		"encrypted passes": {"system": {"Encrypted": true, "KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k"}, "want": ["PASSED"]},
		"any key will do": {"system": {"Encrypted": true}, "want": ["PASSED"]},
		"plain fails": {"system": {"Encrypted": false}, "want": ["FAILED"]},
		"a key without encryption fails": {"system": {"Encrypted": false, "KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k"}, "want": ["FAILED"]},
		"untold fails": {"system": {}, "want": ["FAILED"]},
		"one that is being made counts": {"system": {"Encrypted": false, "LifeCycleState": "creating"}, "want": ["FAILED"]},
	}
	got := control.findings with input.efs.file_systems as [object.union({"id": "fs-1", "region": "ap-northeast-1"}, tc.system)]
	[finding.status | some finding in got] == tc.want
}
