package controls.dynamodb.blea_table_is_encrypted_test

import data.controls.dynamodb.blea_table_is_encrypted as control

_arn(account, name) := sprintf("arn:aws:kms:ap-northeast-1:%s:key/%s", [account, name])

_key(name, manager, state) := {"id": _arn("111122223333", name), "arn": _arn("111122223333", name), "region": "ap-northeast-1", "DescribeKey": {"KeyMetadata": {"KeyManager": manager, "KeyState": state}}}

_keys := [_key("good", "CUSTOMER", "Enabled"), _key("off", "CUSTOMER", "Disabled"), _key("going", "CUSTOMER", "PendingDeletion"), _key("managed", "AWS", "Enabled")]

_sse(account, name, more) := {"SSEDescription": object.union({"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": _arn(account, name)}, more)}

_cases := {
	"a customer's key passes": {"table": _sse("111122223333", "good", {}), "want": [["PASSED", "customer_key"]]},
	"a key of AWS passes, noted": {"table": _sse("111122223333", "managed", {}), "want": [["PASSED", "aws_key"]]},
	"a change of keys passes": {"table": _sse("111122223333", "good", {"Status": "UPDATING"}), "want": [["PASSED", "customer_key"]]},
	"a disabled key fails": {"table": _sse("111122223333", "off", {}), "want": [["FAILED", "inaccessible"]]},
	"a key that is going fails": {"table": _sse("111122223333", "going", {}), "want": [["FAILED", "inaccessible"]]},
	"a key that is gone fails": {"table": _sse("111122223333", "gone", {}), "want": [["FAILED", "inaccessible"]]},
	"a key that DynamoDB cannot use fails": {"table": _sse("111122223333", "good", {"InaccessibleEncryptionDateTime": "2026-01-01T00:00:00Z"}), "want": [["FAILED", "inaccessible"]]},
	"a key of another account warns": {"table": _sse("444455556666", "good", {}), "want": [["WARNING", "foreign"]]},
	"a key of another account that DynamoDB cannot use fails": {"table": _sse("444455556666", "good", {"InaccessibleEncryptionDateTime": "2026-01-01T00:00:00Z"}), "want": [["FAILED", "inaccessible"]]},
	"no description fails": {"table": {}, "want": [["FAILED", "aws_owned"]]},
	"an empty description fails": {"table": {"SSEDescription": {}}, "want": [["FAILED", "aws_owned"]]},
	"an old description fails": {"table": {"SSEDescription": {"Status": "DISABLED"}}, "want": [["FAILED", "aws_owned"]]},
	"an old type fails": {"table": {"SSEDescription": {"Status": "ENABLED", "SSEType": "AES256"}}, "want": [["FAILED", "aws_owned"]]},
	"an untold key fails": {"table": {"SSEDescription": {"Status": "ENABLED", "SSEType": "KMS"}}, "want": [["FAILED", "aws_owned"]]},
	"a key of AWS that DynamoDB cannot use fails once": {"table": _sse("111122223333", "managed", {"InaccessibleEncryptionDateTime": "2026-01-01T00:00:00Z"}), "want": [["FAILED", "inaccessible"]]},
	"a key that is gone and that DynamoDB cannot use fails once": {"table": _sse("111122223333", "gone", {"InaccessibleEncryptionDateTime": "2026-01-01T00:00:00Z"}), "want": [["FAILED", "inaccessible"]]},
}

test_blea_table_is_encrypted[name] if {
	some name, tc in _cases
	got := control.findings with input.dynamodb.tables as [{"id": "arn:aws:dynamodb:ap-northeast-1:111122223333:table/t", "region": "ap-northeast-1", "DescribeTable": {"Table": tc.table}}]
		with input.kms.keys as _keys with input.account.account as "111122223333"
	[[finding.status, finding.code] | some finding in got] == tc.want
}

# A key that is named but not in use does not count.
test_without_encryption_the_key_does_not_matter[name] if {
	some name, tc in _cases
	every more in [{"Status": "DISABLED"}, {"Status": "DISABLING"}, {"SSEType": "AES256"}] {
		table := object.union(tc.table, {"SSEDescription": object.union(object.get(tc.table, "SSEDescription", {}), more)})
		got := control.findings with input.dynamodb.tables as [{"id": "t", "region": "ap-northeast-1", "DescribeTable": {"Table": table}}]
			with input.kms.keys as _keys with input.account.account as "111122223333"
		[[finding.status, finding.code] | some finding in got] == [["FAILED", "aws_owned"]]
	}
}
