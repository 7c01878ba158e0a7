package controls.notify.iam_policy_changes_raise_alarm_test

import data.controls.notify.iam_policy_changes_raise_alarm as control
import data.lib.alarm_cases_test as shared
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_iam_policy_changes_raise_alarm if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_filter, _alarm, _ways), {
	"with the source passes": {"changes": {"logs.metric_filters": [world.filter("IAMPolicyEventCount", sprintf("{($.eventSource=iam.amazonaws.com) && (%s)}", [concat("||", [sprintf("($.eventName=%s)", [name]) | some name in world.iam_names])]))], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"one name more passes": {"changes": {"logs.metric_filters": [world.filter("IAMPolicyEventCount", world.any_of(array.concat(world.iam_names, ["SetDefaultPolicyVersion"])))], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"a rule in us-east-1 passes": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": world.iam_names}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "PASSED by_events"},
	"a rule in us-east-1 that no trail records there fails": {"changes": object.union(_rules, {"logs.metric_filters": [], "cloudwatch.alarms": [], "cloudtrail.trails": [object.union(world.trail, {"IsMultiRegionTrail": false})]}), "want": "FAILED no_log_group"},
	"a rule elsewhere never matches": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": world.iam_names}}), "ap-northeast-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "FAILED no_filter"},
})

_filter := world.filter("IAMPolicyEventCount", world.iam_pattern)

_alarm := world.alarm("IAMPolicyEventCount", 1)

# Each of the names counts.
test_each_name_counts if {
	wrong := {name: got |
		some name in _names
		pattern := world.any_of([other | some other in _names; other != name])
		got := world.verdicts(control.findings) with input as world.with_changes({"logs.metric_filters": [world.filter("IAMPolicyEventCount", pattern)], "cloudwatch.alarms": [world.alarm("IAMPolicyEventCount", 1)]})
		got != {"FAILED no_filter"}
	}
	print(wrong)
	wrong == {}
}

_names := ["DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy", "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy"]

# What the step leaves behind passes.
test_plan if {
	changes := {"logs.metric_filters": [], "cloudwatch.alarms": []}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutMetricFilter", "PutMetricAlarm"]
	step.calls[0].params.logGroupName == "trail"
	step.calls[1].params.AlarmActions == [world.topic_arn]
	after := {"logs.metric_filters": [object.union(step.effect[0].value, {"FilterPattern": step.calls[0].params.filterPattern})], "cloudwatch.alarms": [step.effect[1].value]}
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED heard"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes(shared.base(_filter, _alarm))
	count(steps) == 0
}

# Other ways to hear of it, from the first that counts to the last.
_ways := [["PASSED by_events", _rules]]

_rules := {"events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": world.iam_names}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}

# Other ways to hear of it.
_ways := [["PASSED by_events", _rules]]

_rules := {"events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": world.iam_names}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}
