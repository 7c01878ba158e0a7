package controls.kms.blea_application_key_rotates_test

import data.controls.kms.blea_application_key_rotates as control

_metadata := {"KeyManager": "CUSTOMER", "KeySpec": "SYMMETRIC_DEFAULT", "Origin": "AWS_KMS", "KeyState": "Enabled"}

_key(metadata, rotation) := {
	"id": "arn:aws:kms:ap-northeast-1:111122223333:key/k",
	"KeyId": "k",
	"arn": "arn:aws:kms:ap-northeast-1:111122223333:key/k",
	"region": "ap-northeast-1",
	"DescribeKey": {"KeyMetadata": object.union(_metadata, metadata)},
	"GetKeyRotationStatus": rotation,
}

test_blea_application_key_rotates[name] if {
	some name, tc in {
		"rotation passes": {"metadata": {}, "rotation": {"KeyRotationEnabled": true}, "want": ["PASSED", "rotates"]},
		"no rotation fails": {"metadata": {}, "rotation": {"KeyRotationEnabled": false}, "want": ["FAILED", "fixed"]},
		"an absent answer fails": {"metadata": {}, "rotation": {}, "want": ["FAILED", "fixed"]},
		"a disabled key is not applicable": {"metadata": {"KeyState": "Disabled"}, "rotation": {"KeyRotationEnabled": false}, "want": ["NOT_APPLICABLE", "not_enabled"]},
		"a disabled key that would rotate is not applicable": {"metadata": {"KeyState": "Disabled"}, "rotation": {"KeyRotationEnabled": true}, "want": ["NOT_APPLICABLE", "not_enabled"]},
		"a key that is going is not applicable": {"metadata": {"KeyState": "PendingDeletion"}, "rotation": {"KeyRotationEnabled": false}, "want": ["NOT_APPLICABLE", "not_enabled"]},
		"a replica counts": {
			"metadata": {"MultiRegion": true, "MultiRegionConfiguration": {"MultiRegionKeyType": "REPLICA"}},
			"rotation": {"KeyRotationEnabled": true},
			"want": ["PASSED", "rotates"],
		},
	}
	got := control.findings with input.kms.keys as [_key(tc.metadata, tc.rotation)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_keys_that_cannot_rotate_are_out_of_scope[name] if {
	some name, metadata in {
		"a key of AWS": {"KeyManager": "AWS"},
		"an asymmetric key": {"KeySpec": "RSA_2048"},
		"an HMAC key": {"KeySpec": "HMAC_256"},
		"imported material": {"Origin": "EXTERNAL"},
		"a CloudHSM store": {"Origin": "AWS_CLOUDHSM"},
		"an external store": {"Origin": "EXTERNAL_KEY_STORE"},
	}
	every key in [
		_key(metadata, {"KeyRotationEnabled": true}),
		_key(metadata, {"KeyRotationEnabled": false}),
		_key(object.union(metadata, {"KeyState": "Disabled"}), {"KeyRotationEnabled": false}),
	] {
		subjects := control.subjects with input.kms.keys as [key]
		subjects == set()
		findings := control.findings with input.kms.keys as [key]
		findings == set()
		steps := control.plan with input.kms.keys as [key]
		steps == set()
	}
}

test_subjects_are_keys_that_can_rotate if {
	subjects := control.subjects with input.kms.keys as [_key({"KeyState": "Disabled"}, {})]
	subjects == {"arn:aws:kms:ap-northeast-1:111122223333:key/k"}
}

# A key and its replica share their rotation, not their state.
test_regions_are_judged_by_themselves if {
	there := object.union(_key({}, {"KeyRotationEnabled": true}), {"id": "arn:aws:kms:us-east-1:111122223333:key/k", "arn": "arn:aws:kms:us-east-1:111122223333:key/k", "region": "us-east-1"})
	here := _key({"KeyState": "Disabled"}, {})
	got := control.findings with input.kms.keys as [here, there]
	{[finding.region, finding.status] | some finding in got} == {["ap-northeast-1", "NOT_APPLICABLE"], ["us-east-1", "PASSED"]}
}

test_plan[name] if {
	some name, tc in {
		"a key without rotation": {"key": _key({}, {"KeyRotationEnabled": false}), "want": {["ap-northeast-1", "k"]}},
		"a key with rotation": {"key": _key({}, {"KeyRotationEnabled": true}), "want": set()},
		"a disabled key": {"key": _key({"KeyState": "Disabled"}, {}), "want": set()},
		"a primary key": {"key": _key({"MultiRegionConfiguration": {"MultiRegionKeyType": "PRIMARY"}}, {}), "want": {["ap-northeast-1", "k"]}},
		"a replica": {"key": _key({"MultiRegionConfiguration": {"MultiRegionKeyType": "REPLICA"}}, {}), "want": set()},
	}
	steps := control.plan with input.kms.keys as [tc.key]
	{[step.region, step.calls[0].params.KeyId] | some step in steps} == tc.want
}
