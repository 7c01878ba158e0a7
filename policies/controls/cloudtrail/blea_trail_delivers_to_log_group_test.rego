package controls.cloudtrail.blea_trail_delivers_to_log_group_test

import data.controls.cloudtrail.blea_trail_delivers_to_log_group as control
import data.lib.trails_test as fixtures

test_trail_delivers_to_log_group[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "delivered"]]},
		"no group": {"world": fixtures.without(["CloudWatchLogsLogGroupArn"]), "want": [["FAILED", "no_group"]]},
		"an empty group": {"world": fixtures.with_trail({"CloudWatchLogsLogGroupArn": ""}), "want": [["FAILED", "no_group"]]},
		"a group that is gone": {"world": object.union(fixtures.world, {"logs": {"log_groups": []}}), "want": [["FAILED", "not_delivered"]]},
		"no role": {"world": fixtures.without(["CloudWatchLogsRoleArn"]), "want": [["FAILED", "not_delivered"]]},
		"stale": {"world": fixtures.with_trail({"GetTrailStatus": {"LatestCloudWatchLogsDeliveryTime": "2026-04-01T11:59:59Z"}}), "want": [["FAILED", "not_delivered"]]},
		"a day ago": {"world": fixtures.with_trail({"GetTrailStatus": {"LatestCloudWatchLogsDeliveryTime": "2026-04-01T12:00:00Z"}}), "want": [["PASSED", "delivered"]]},
		"never": {"world": fixtures.without(["GetTrailStatus/LatestCloudWatchLogsDeliveryTime"]), "want": [["FAILED", "not_delivered"]]},
		"an error": {"world": fixtures.with_trail({"GetTrailStatus": {"LatestCloudWatchLogsDeliveryError": "AccessDenied"}}), "want": [["FAILED", "not_delivered"]]},
		"another account's group": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["WARNING", "foreign"]]},
		"one of its own beside it": {"world": fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), "want": [["PASSED", "delivered"]]},
		"Control Tower's group": {"world": object.union(fixtures.with_trail({"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:aws-controltower/CloudTrailLogs:*"}), {"logs": {"log_groups": [object.union(fixtures.group, {"id": "ct", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:aws-controltower/CloudTrailLogs"})]}}), "want": [["PASSED", "delivered"]]},
		"a pair of another account's group and none": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"CloudWatchLogsLogGroupArn": fixtures.organization_trail.CloudWatchLogsLogGroupArn}), json.remove(fixtures.pair[1], ["CloudWatchLogsLogGroupArn"])]), "want": [["FAILED", "no_group"]]},
		"a pair of none and another account's group": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["CloudWatchLogsLogGroupArn"]), object.union(fixtures.pair[1], {"CloudWatchLogsLogGroupArn": fixtures.organization_trail.CloudWatchLogsLogGroupArn})]), "want": [["FAILED", "no_group"]]},
		"a pair of which one does not deliver": {"world": fixtures.with_trails([fixtures.pair[0], json.remove(fixtures.pair[1], ["CloudWatchLogsLogGroupArn"])]), "want": [["FAILED", "no_group"]]},
		"a pair of which only one delivers": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["CloudWatchLogsLogGroupArn"]), fixtures.pair[1]]), "want": [["FAILED", "no_group"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_trail"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_warning_names_the_other_account if {
	got := control.findings with input as fixtures.with_trails([fixtures.organization_trail, json.remove(fixtures.trail, ["CloudWatchLogsRoleArn"])])
	{[finding.status, finding.args.account] | some finding in got} == {["WARNING", "444455556666"]}
}

test_the_plan_mends_it if {
	world := fixtures.without(["CloudWatchLogsLogGroupArn"])
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_a_new_group_mends_it if {
	world := object.union(fixtures.world, {"logs": {"log_groups": []}})
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
