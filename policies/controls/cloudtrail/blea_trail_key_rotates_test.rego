package controls.cloudtrail.blea_trail_key_rotates_test

import data.controls.cloudtrail.blea_trail_key_rotates as control
import data.lib.trails_test as fixtures

test_trail_key_rotates[name] if {
	some name, tc in {
		"BLEA's key": {"world": fixtures.world, "want": [["PASSED", "rotates"]]},
		"without a period": {"world": object.union(fixtures.world, {"kms": {"keys": [json.remove(fixtures.key, ["GetKeyRotationStatus/RotationPeriodInDays"])]}}), "want": [["PASSED", "rotates"]]},
		"90 days": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"RotationPeriodInDays": 90}})]}}), "want": [["PASSED", "rotates"]]},
		"366 days": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"RotationPeriodInDays": 366}})]}}), "want": [["FAILED", "no_rotation"]]},
		"off": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}}), "want": [["FAILED", "no_rotation"]]},
		"unsaid": {"world": object.union(fixtures.world, {"kms": {"keys": [json.remove(fixtures.key, ["GetKeyRotationStatus/KeyRotationEnabled"])]}}), "want": [["FAILED", "no_rotation"]]},
		"a key of AWS": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}, "GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}}), "want": [["PASSED", "aws_key"]]},
		"an imported key": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"Origin": "EXTERNAL"}}, "GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}}), "want": [["NOT_APPLICABLE", "cannot_rotate"]]},
		"a key of a custom store": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"Origin": "AWS_CLOUDHSM"}}, "GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}}), "want": [["NOT_APPLICABLE", "cannot_rotate"]]},
		"a key of an external store": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"Origin": "EXTERNAL_KEY_STORE"}}, "GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}}), "want": [["NOT_APPLICABLE", "cannot_rotate"]]},
		"an asymmetric key": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeySpec": "RSA_2048"}}, "GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}}), "want": [["NOT_APPLICABLE", "cannot_rotate"]]},
		"a key of another account": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["WARNING", "foreign"]]},
		"no key": {"world": fixtures.without(["KmsKeyId"]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a key that is gone": {"world": object.union(fixtures.world, {"kms": {"keys": []}}), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a pair of which one has no key": {"world": fixtures.with_trails([fixtures.pair[0], json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a pair of which the other one has no key": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["KmsKeyId"]), fixtures.pair[1]]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a key of its own beside one of another account": {"world": fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), "want": [["PASSED", "rotates"]]},
		"a key of AWS that is not the trail's": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"KeyRotationEnabled": false}}), object.union(fixtures.key, {"id": "aws", "arn": "arn:aws:kms:ap-northeast-1:111122223333:key/aws", "KeyId": "aws", "DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}})]}}), "want": [["FAILED", "no_rotation"]]},
		"a pair of another account's key and none": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"KmsKeyId": fixtures.organization_trail.KmsKeyId}), json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a pair of none and another account's key": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["KmsKeyId"]), object.union(fixtures.pair[1], {"KmsKeyId": fixtures.organization_trail.KmsKeyId})]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_trail"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_warning_names_the_other_account if {
	world := object.union(fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}})
	got := control.findings with input as world
	{[finding.status, finding.args] | some finding in got} == {["WARNING", {"account": "444455556666"}]}
}

test_switching_on_mends_it if {
	world := object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"KeyRotationEnabled": false}})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_a_shorter_period_mends_it if {
	world := object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"GetKeyRotationStatus": {"RotationPeriodInDays": 400}})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}
