package controls.cloudtrail.trail_sends_to_cloudwatch_logs_test

import data.controls.cloudtrail.trail_sends_to_cloudwatch_logs as control
import data.lib.trails_test as fixtures

test_trail_sends_to_cloudwatch_logs[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "integrated"]]},
		"unset": {"world": fixtures.without(["CloudWatchLogsLogGroupArn"]), "want": [["FAILED", "no_group"]]},
		"empty or off": {"world": fixtures.with_trail({"CloudWatchLogsLogGroupArn": ""}), "want": [["FAILED", "no_group"]]},
		"another account's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "integrated"]]},
		"another account's trail, unset": {"world": fixtures.with_trails([json.remove(fixtures.organization_trail, ["CloudWatchLogsLogGroupArn"])]), "want": [["WARNING", "foreign"]]},
		"a trail that is off still counts": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["PASSED", "integrated"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_trails_are_judged_apart if {
	got := control.findings with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("other"), ["CloudWatchLogsLogGroupArn"])])
	{[split(finding.id, "/")[1], finding.status] | some finding in got} == {["blea", "PASSED"], ["other", "FAILED"]}
}

test_the_warning_names_the_account if {
	got := control.findings with input as fixtures.with_trails([json.remove(fixtures.organization_trail, ["CloudWatchLogsLogGroupArn"])])
	{finding.args | some finding in got} == {{"account": "444455556666"}}
}

test_plan_makes_a_log_group_and_a_role if {
	account := {"account": "111122223333", "partition": "aws"}
	trail := {
		"id": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t", "TrailARN": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t", "region": "us-east-1",
		"Name": sprintf("%0100d", [1]), "CloudWatchLogsLogGroupArn": "",
	}
	plan := control.plan with input.cloudtrail.trails as [trail] with input.account as account with input.as_of as "2026-01-01T00:00:00Z"
	[call.operation | some step in plan; some call in step.calls] == ["CreateLogGroup", "PutRetentionPolicy", "CreateRole", "PutRolePolicy", "UpdateTrail"]
	every step in plan {
		step.subject == trail.id
		count(step.calls[2].params.RoleName) == 64
		step.undo[0].params.CloudWatchLogsLogGroupArn == ""
	}
	none := control.plan with input.cloudtrail.trails as [object.union(trail, {"CloudWatchLogsLogGroupArn": "arn"})] with input.account as account with input.as_of as "2026-01-01T00:00:00Z"
	count(none) == 0
}
