package controls.cloudwatch.iam_policy_changes_raise_alarm_test

import data.controls.cloudwatch.iam_policy_changes_raise_alarm as control
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

_cases := shared.cases(_filter, _alarm, [])

_filter := world.filter("IAMPolicyChanges", "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}")

_alarm := world.alarm("IAMPolicyChanges", 1)

# Each of the names counts.
test_each_name_counts if {
	wrong := {name: got |
		some name in _names
		pattern := world.any_of([other | some other in _names; other != name])
		got := world.verdicts(control.findings) with input as world.with_changes({"logs.metric_filters": [world.filter("IAMPolicyChanges", pattern)], "cloudwatch.alarms": [world.alarm("IAMPolicyChanges", 1)]})
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
