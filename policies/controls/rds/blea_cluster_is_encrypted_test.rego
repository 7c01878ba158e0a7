package controls.rds.blea_cluster_is_encrypted_test

import data.controls.rds.blea_cluster_is_encrypted as control

_arn(account, name) := sprintf("arn:aws:kms:ap-northeast-1:%s:key/%s", [account, name])

_key(name, metadata, rotation) := {
	"id": _arn("111122223333", name), "arn": _arn("111122223333", name), "KeyId": name, "region": "ap-northeast-1",
	"DescribeKey": {"KeyMetadata": object.union({"KeyManager": "CUSTOMER", "Origin": "AWS_KMS", "KeyState": "Enabled"}, metadata)}, "GetKeyRotationStatus": rotation,
}

_keys := [
	_key("good", {}, {"KeyRotationEnabled": true, "RotationPeriodInDays": 365}),
	_key("slow", {}, {"KeyRotationEnabled": true, "RotationPeriodInDays": 366}),
	_key("fixed", {}, {"KeyRotationEnabled": false}),
	_key("imported", {"Origin": "EXTERNAL"}, {}),
	_key("managed", {"KeyManager": "AWS"}, {"KeyRotationEnabled": true}),
]

_cluster(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster:orders", "region": "ap-northeast-1", "Engine": "aurora-postgresql"}, more)

_under(account, name) := _cluster({"StorageEncrypted": true, "KmsKeyId": _arn(account, name)})

_cases := {
	"a customer's key passes": {"cluster": _under("111122223333", "good"), "want": [["PASSED", "customer_key"]]},
	"a key of AWS passes, noted": {"cluster": _under("111122223333", "managed"), "want": [["PASSED", "aws_key"]]},
	"a key without rotation fails": {"cluster": _under("111122223333", "fixed"), "want": [["FAILED", "unrotated"]]},
	"a key that rotates too seldom fails": {"cluster": _under("111122223333", "slow"), "want": [["FAILED", "unrotated"]]},
	"imported material fails": {"cluster": _under("111122223333", "imported"), "want": [["FAILED", "unrotated"]]},
	"a key that is gone fails": {"cluster": _under("111122223333", "gone"), "want": [["FAILED", "unrotated"]]},
	"a key of another account warns": {"cluster": _under("444455556666", "good"), "want": [["WARNING", "foreign"]]},
	"a key that AWS owns fails": {"cluster": _cluster({"StorageEncrypted": false, "StorageEncryptionType": "sse-rds"}), "want": [["FAILED", "aws_owned"]]},
	"no encryption fails": {"cluster": _cluster({"StorageEncrypted": false, "StorageEncryptionType": "none"}), "want": [["FAILED", "plain"]]},
	"untold fails": {"cluster": _cluster({}), "want": [["FAILED", "plain"]]},
	"encrypted without a key fails": {"cluster": _cluster({"StorageEncrypted": true}), "want": [["FAILED", "plain"]]},
	"Neptune is out of scope": {"cluster": _cluster({"Engine": "neptune", "StorageEncrypted": false}), "want": []},
	"DocumentDB is out of scope": {"cluster": _cluster({"Engine": "docdb"}), "want": []},
	"a key without encryption fails": {"cluster": _cluster({"StorageEncrypted": false, "KmsKeyId": _arn("111122223333", "good")}), "want": [["FAILED", "plain"]]},
	"a key of AWS without encryption fails": {"cluster": _cluster({"StorageEncrypted": false, "KmsKeyId": _arn("111122223333", "managed")}), "want": [["FAILED", "plain"]]},
	"a foreign key without encryption fails": {"cluster": _cluster({"StorageEncrypted": false, "KmsKeyId": _arn("444455556666", "good")}), "want": [["FAILED", "plain"]]},
	"a fixed key without encryption fails": {"cluster": _cluster({"StorageEncrypted": false, "KmsKeyId": _arn("111122223333", "fixed")}), "want": [["FAILED", "plain"]]},
	"a key decides before the type": {"cluster": object.union(_under("111122223333", "good"), {"StorageEncryptionType": "sse-rds"}), "want": [["PASSED", "customer_key"]]},
}

test_blea_cluster_is_encrypted[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.clusters as [tc.cluster] with input.kms.keys as _keys with input.account.account as "111122223333"
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.clusters as [tc.cluster]
	count(subjects) == count(tc.want)
}

test_plan_switches_rotation_on_where_the_key_can if {
	steps := control.plan with input.kms.keys as _keys with input.account.account as "111122223333"
		with input.rds.clusters as [_under("111122223333", "fixed"), _under("111122223333", "good"), _under("111122223333", "imported"), _under("111122223333", "managed"), _cluster({})]
	[step.calls[0] | some step in steps] == [{"service": "kms", "operation": "EnableKeyRotation", "params": {"KeyId": _arn("111122223333", "fixed")}}]
	[step.effect[0].id | some step in steps] == [_arn("111122223333", "fixed")]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [object.union(tc.cluster, {"Engine": engine})]
		findings := control.findings with input.rds.clusters as elements with input.kms.keys as _keys with input.account.account as "111122223333"
		findings == set()
		subjects := control.subjects with input.rds.clusters as elements
		subjects == set()
	}
}
