package controls.cloudtrail.blea_trail_log_group_is_encrypted_test

import data.controls.cloudtrail.blea_trail_log_group_is_encrypted as control
import data.lib.trails_test as fixtures

# The trail's log group and another one, with a trail that delivers to it.
_two(other) := object.union(
	fixtures.with_trails([fixtures.trail, object.union(fixtures.named("second"), {"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:second:*"})]),
	{"logs": {"log_groups": [fixtures.group, object.union(other, {"id": "second", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:second", "region": "ap-northeast-1"})]}},
)

test_trail_log_group_is_encrypted[name] if {
	some name, tc in {
		"BLEA's group": {"world": fixtures.world, "want": [["PASSED", "encrypted"]]},
		"no key": {"world": object.union(fixtures.world, {"logs": {"log_groups": [json.remove(fixtures.group, ["KmsKeyId"])]}}), "want": [["FAILED", "no_key"]]},
		"an empty key": {"world": object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"KmsKeyId": ""})]}}), "want": [["FAILED", "no_key"]]},
		"a disabled key": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyState": "Disabled"}}})]}}), "want": [["FAILED", "key_unusable"]]},
		"a key that is gone": {"world": object.union(fixtures.world, {"kms": {"keys": []}}), "want": [["FAILED", "key_unusable"]]},
		"a key of AWS": {"world": object.union(fixtures.world, {"kms": {"keys": [object.union(fixtures.key, {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}})]}}), "want": [["FAILED", "key_unusable"]]},
		"another account's key": {"world": object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"KmsKeyId": "arn:aws:kms:ap-northeast-1:444455556666:key/1"})]}}), "want": [["WARNING", "foreign"]]},
		"another account's key of a group that receives nothing": {"world": object.union(fixtures.world, {"logs": {"log_groups": [json.remove(fixtures.group, ["KmsKeyId"]), object.union(fixtures.group, {"id": "o", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:other", "KmsKeyId": "arn:aws:kms:ap-northeast-1:444455556666:key/1"})]}}), "want": [["FAILED", "no_key"]]},
		"another account's key beside the own one": {"world": _two({"KmsKeyId": "arn:aws:kms:ap-northeast-1:444455556666:key/1"}), "want": [["PASSED", "encrypted"]]},
		"no group": {"world": object.union(fixtures.world, {"logs": {"log_groups": []}}), "want": [["NOT_APPLICABLE", "no_group"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_group"]]},
		"a group that receives nothing": {"world": fixtures.with_trail({"GetTrailStatus": {"LatestCloudWatchLogsDeliveryError": "AccessDenied"}}), "want": [["NOT_APPLICABLE", "no_group"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_regions_are_judged_apart if {
	got := control.findings with input as object.union(fixtures.world, {"governed_regions": fixtures.world.regions})
	{[finding.region, finding.status] | some finding in got} == {["ap-northeast-1", "PASSED"], ["us-east-1", "NOT_APPLICABLE"]}
}

test_the_plan_mends_it if {
	world := object.union(fixtures.world, {"logs": {"log_groups": [json.remove(fixtures.group, ["KmsKeyId"])]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_the_key_admits_logs_first if {
	policy := {"Version": "2012-10-17", "Statement": array.slice(fixtures.key_policy.Statement, 0, 4)}
	key := object.union(json.remove(fixtures.key, ["GetKeyPolicy/Policy"]), {"GetKeyPolicy": {"Policy": policy}})
	steps := control.plan with input as object.union(fixtures.world, {"kms": {"keys": [key]}, "logs": {"log_groups": [json.remove(fixtures.group, ["KmsKeyId"])]}})
	{[call.operation | some call in step.calls] | some step in steps} == {["PutKeyPolicy", "AssociateKmsKey"]}
	{count(json.unmarshal(step.calls[0].params.Policy).Statement) | some step in steps} == {5}
}

test_a_key_that_admits_logs_stays_as_it_is if {
	steps := control.plan with input as object.union(fixtures.world, {"logs": {"log_groups": [json.remove(fixtures.group, ["KmsKeyId"])]}})
	{[call.operation | some call in step.calls] | some step in steps} == {["AssociateKmsKey"]}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}
