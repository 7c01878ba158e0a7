package controls.rds.instance_is_encrypted_test

import data.controls.rds.instance_is_encrypted as control

_instance(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "Engine": "mysql"}, more)

_cases := {
	"encrypted passes": {"instance": {"StorageEncrypted": true, "StorageEncryptionType": "sse-kms"}, "want": ["PASSED"]},
	"encrypted without a type passes": {"instance": {"StorageEncrypted": true}, "want": ["PASSED"]},
	"under a key that AWS owns passes": {"instance": {"StorageEncrypted": false, "StorageEncryptionType": "sse-rds"}, "want": ["PASSED"]},
	"plain fails": {"instance": {"StorageEncrypted": false, "StorageEncryptionType": "none"}, "want": ["FAILED"]},
	"plain without a type fails": {"instance": {"StorageEncrypted": false}, "want": ["FAILED"]},
	"an unknown type fails": {"instance": {"StorageEncrypted": false, "StorageEncryptionType": "tomorrow"}, "want": ["FAILED"]},
	"untold fails": {"instance": {}, "want": ["FAILED"]},
	"a plain Aurora instance fails": {"instance": {"Engine": "aurora-mysql", "StorageEncrypted": false}, "want": ["FAILED"]},
	"Neptune is out of scope": {"instance": {"Engine": "neptune", "StorageEncrypted": false}, "want": []},
	"DocumentDB is out of scope": {"instance": {"Engine": "docdb", "StorageEncrypted": true}, "want": []},
}

test_instance_is_encrypted[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [_instance(tc.instance)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [_instance(tc.instance)]
	count(subjects) == count(tc.want)
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [_instance(object.union(tc.instance, {"Engine": engine}))]
		findings := control.findings with input.rds.instances as elements
		findings == set()
		subjects := control.subjects with input.rds.instances as elements
		subjects == set()
	}
}
