package controls.cloudtrail.blea_trail_log_group_keeps_90_days_test

import data.controls.cloudtrail.blea_trail_log_group_keeps_90_days as control
import data.lib.trails_test as fixtures

# The trail's log group and another one, with a trail that delivers to it.
_two(other) := object.union(
	fixtures.with_trails([fixtures.trail, object.union(fixtures.named("second"), {"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:second:*"})]),
	{"logs": {"log_groups": [fixtures.group, object.union(other, {"id": "second", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:second", "region": "ap-northeast-1"})]}},
)

test_trail_log_group_keeps_90_days[name] if {
	some name, tc in {
		"90 days": {"world": fixtures.world, "want": [["PASSED", "kept"]]},
		"89 days": {"world": object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"RetentionInDays": 89})]}}), "want": [["FAILED", "short"]]},
		"a year": {"world": object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"RetentionInDays": 365})]}}), "want": [["PASSED", "kept"]]},
		"for ever": {"world": object.union(fixtures.world, {"logs": {"log_groups": [json.remove(fixtures.group, ["RetentionInDays"])]}}), "want": [["PASSED", "forever"]]},
		"for ever, but receiving nothing": {"world": object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"RetentionInDays": 30}), json.remove(object.union(fixtures.group, {"id": "o", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:other"}), ["RetentionInDays"])]}}), "want": [["FAILED", "short"]]},
		"one for 90 days, another for ever": {"world": _two({}), "want": [["PASSED", "kept"]]},
		"no group": {"world": object.union(fixtures.world, {"logs": {"log_groups": []}}), "want": [["NOT_APPLICABLE", "no_group"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_group"]]},
		"a short one beside a group that receives nothing": {"world": object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"RetentionInDays": 30}), object.union(fixtures.group, {"id": "o", "arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:other"})]}}), "want": [["FAILED", "short"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_regions_are_judged_apart if {
	got := control.findings with input as object.union(fixtures.world, {"governed_regions": fixtures.world.regions})
	{[finding.region, finding.status] | some finding in got} == {["ap-northeast-1", "PASSED"], ["us-east-1", "NOT_APPLICABLE"]}
}

test_the_plan_mends_it if {
	world := object.union(fixtures.world, {"logs": {"log_groups": [object.union(fixtures.group, {"RetentionInDays": 30})]}})
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
