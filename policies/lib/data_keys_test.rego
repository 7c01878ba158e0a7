package lib.data_keys_test

import data.lib.data_keys

_arn := "arn:aws:kms:ap-northeast-1:111122223333:key/k"

_key(metadata, rotation) := {"id": _arn, "arn": _arn, "region": "ap-northeast-1", "DescribeKey": {"KeyMetadata": metadata}, "GetKeyRotationStatus": rotation}

test_keys[name] if {
	some name, tc in {
		"a customer's key": {"key": _key({"KeyManager": "CUSTOMER", "KeyState": "Enabled"}, {"KeyRotationEnabled": true}), "customer": true, "aws": false, "enabled": true, "rotating": true},
		"a key of AWS": {"key": _key({"KeyManager": "AWS", "KeyState": "Enabled"}, {"KeyRotationEnabled": true}), "customer": false, "aws": true, "enabled": true, "rotating": true},
		"a disabled key": {"key": _key({"KeyManager": "CUSTOMER", "KeyState": "Disabled"}, {"KeyRotationEnabled": false}), "customer": true, "aws": false, "enabled": false, "rotating": false},
		"a key that is going": {"key": _key({"KeyManager": "CUSTOMER", "KeyState": "PendingDeletion"}, {}), "customer": true, "aws": false, "enabled": false, "rotating": false},
		"365 days": {"key": _key({"KeyManager": "CUSTOMER", "KeyState": "Enabled"}, {"KeyRotationEnabled": true, "RotationPeriodInDays": 365}), "customer": true, "aws": false, "enabled": true, "rotating": true},
		"366 days": {"key": _key({"KeyManager": "CUSTOMER", "KeyState": "Enabled"}, {"KeyRotationEnabled": true, "RotationPeriodInDays": 366}), "customer": true, "aws": false, "enabled": true, "rotating": false},
		"nothing told": {"key": _key({}, {}), "customer": false, "aws": false, "enabled": false, "rotating": false},
	}
	customer := data_keys.customer with input.kms.keys as [tc.key]
	customer == {arn | arn := _arn; tc.customer}
	aws := data_keys.aws with input.kms.keys as [tc.key]
	aws == {arn | arn := _arn; tc.aws}
	enabled := data_keys.enabled with input.kms.keys as [tc.key]
	enabled == {arn | arn := _arn; tc.enabled}
	rotating := data_keys.rotating with input.kms.keys as [tc.key]
	rotating == {arn | arn := _arn; tc.rotating}
}

test_foreign if {
	account := data_keys.foreign("arn:aws:kms:ap-northeast-1:444455556666:key/k") with input.account.account as "111122223333"
	account == "444455556666"
	not data_keys.foreign(_arn) with input.account.account as "111122223333"
	not data_keys.foreign("k") with input.account.account as "111122223333"
}
