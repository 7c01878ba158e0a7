package controls.cloudtrail.event_data_store_is_encrypted_with_customer_key_test

import data.controls.cloudtrail.event_data_store_is_encrypted_with_customer_key as control

_key := "arn:aws:kms:ap-northeast-1:111122223333:key/k"

test_event_data_store_is_encrypted_with_customer_key[name] if {
	some name, tc in {
		"a key": {"store": {"KmsKeyId": _key}, "parameters": {}, "want": ["PASSED", "encrypted"]},
		"no key": {"store": {}, "parameters": {}, "want": ["FAILED", "plain"]},
		"an empty key": {"store": {"KmsKeyId": ""}, "parameters": {}, "want": ["FAILED", "plain"]},
		"a key that is asked for": {"store": {"KmsKeyId": _key}, "parameters": {"kmsKeyArns": ["other", _key]}, "want": ["PASSED", "encrypted"]},
		"a key that is not asked for": {"store": {"KmsKeyId": _key}, "parameters": {"kmsKeyArns": ["other"]}, "want": ["FAILED", "other_key"]},
		"no key where one is asked for": {"store": {}, "parameters": {"kmsKeyArns": [_key]}, "want": ["FAILED", "plain"]},
	}
	got := control.findings with input.cloudtrail.event_data_stores as [{"id": "s", "region": "ap-northeast-1", "GetEventDataStore": tc.store}]
		with data.parameters["CloudTrail.10"] as tc.parameters
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
