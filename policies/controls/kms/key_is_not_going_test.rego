package controls.kms.key_is_not_going_test

import data.controls.kms.key_is_not_going as control

_key(metadata) := {
	"id": "arn:aws:kms:ap-northeast-1:111122223333:key/k",
	"KeyId": "k",
	"region": "ap-northeast-1",
	"DescribeKey": {"KeyMetadata": object.union({"KeyManager": "CUSTOMER"}, metadata)},
}

test_key_is_not_going[name] if {
	some name, tc in {
		"enabled": {"state": {"KeyState": "Enabled"}, "want": ["PASSED", "kept"]},
		"disabled": {"state": {"KeyState": "Disabled"}, "want": ["PASSED", "kept"]},
		"waiting for material": {"state": {"KeyState": "PendingImport"}, "want": ["PASSED", "kept"]},
		"a store that is away": {"state": {"KeyState": "Unavailable"}, "want": ["PASSED", "kept"]},
		"going": {"state": {"KeyState": "PendingDeletion"}, "want": ["FAILED", "going"]},
		"going after its replicas": {"state": {"KeyState": "PendingReplicaDeletion"}, "want": ["FAILED", "going"]},
		"an untold state": {"state": {}, "want": ["FAILED", "going"]},
	}
	got := control.findings with input.kms.keys as [_key(tc.state)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_keys_of_aws_are_out_of_scope if {
	keys := [object.union(_key({}), {"id": state, "DescribeKey": {"KeyMetadata": {"KeyManager": "AWS", "KeyState": state}}}) | some state in ["PendingDeletion", "Enabled"]]
	findings := control.findings with input.kms.keys as keys
	subjects := control.subjects with input.kms.keys as keys
	steps := control.plan with input.kms.keys as keys
	[findings, subjects, steps] == [set(), set(), set()]
}

test_plan_cancels_the_deletion if {
	steps := control.plan with input.kms.keys as [_key({"KeyState": "PendingDeletion"}), object.union(_key({"KeyState": "Enabled"}), {"id": "other", "KeyId": "other"})]
	[[step.calls[0].operation, step.calls[0].params, step.effect[0].value] | some step in steps] == [["CancelKeyDeletion", {"KeyId": "k"}, "Disabled"]]
}
