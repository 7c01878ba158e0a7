package controls.cloudtrail.blea_trail_is_encrypted_with_customer_key_test

import data.controls.cloudtrail.blea_trail_is_encrypted_with_customer_key as control
import data.lib.trails_test as fixtures

test_trail_is_encrypted[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "encrypted"]]},
		"by alias": {"world": fixtures.with_trail({"KmsKeyId": "alias/audit"}), "want": [["PASSED", "encrypted"]]},
		"no key": {"world": fixtures.without(["KmsKeyId"]), "want": [["FAILED", "no_key"]]},
		"an empty key": {"world": fixtures.with_trail({"KmsKeyId": ""}), "want": [["FAILED", "no_key"]]},
		"a disabled key": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyState": "Disabled"}}})]}}), "want": [["FAILED", "key_unusable"]]},
		"a key on its way out": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyState": "PendingDeletion"}}})]}}), "want": [["FAILED", "key_unusable"]]},
		"a key of AWS": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}})]}}), "want": [["FAILED", "key_unusable"]]},
		"a key without a state": {"world": object.union(fixtures.world, {"kms": {"keys": [json.remove(fixtures.key, ["DescribeKey/KeyMetadata/KeyState"])]}}), "want": [["FAILED", "key_unusable"]]},
		"a key that is gone": {"world": object.union(fixtures.world, {"kms": {"keys": []}}), "want": [["FAILED", "key_unusable"]]},
		"a key of another account": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["WARNING", "foreign"]]},
		"a key of its own beside one of another account": {"world": fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), "want": [["PASSED", "encrypted"]]},
		"a pair of which one has no key": {"world": fixtures.with_trails([fixtures.pair[0], json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["FAILED", "no_key"]]},
		"a pair of which the other one has no key": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["KmsKeyId"]), fixtures.pair[1]]), "want": [["FAILED", "no_key"]]},
		"a pair of another account's key and none": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"KmsKeyId": fixtures.organization_trail.KmsKeyId}), json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["FAILED", "no_key"]]},
		"a pair of none and another account's key": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["KmsKeyId"]), object.union(fixtures.pair[1], {"KmsKeyId": fixtures.organization_trail.KmsKeyId})]), "want": [["FAILED", "no_key"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_trail"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_warning_names_the_account if {
	got := control.findings with input as fixtures.with_trails([fixtures.organization_trail])
	{finding.args | some finding in got} == {{"account": "444455556666"}}
	beside := control.findings with input as object.union(fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), {"kms": {"keys": []}})
	{finding.args | some finding in beside} == {{"account": "444455556666"}}
}

test_enabling_mends_it if {
	world := object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyState": "Disabled"}}})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_keeping_mends_it if {
	world := object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyState": "PendingDeletion"}}})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_a_fitting_key_mends_it if {
	world := fixtures.without(["KmsKeyId"])
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

test_a_key_that_does_not_admit_cloudtrail_is_not_taken if {
	steps := control.plan with input as object.union(fixtures.without(["KmsKeyId"]), {"kms": {"keys": [object.union(fixtures.key, {"GetKeyPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [fixtures.key_policy.Statement[0]]}}})]}})
	count(steps) == 0
}
