package controls.notify.unauthorized_calls_raise_alarm_test

import data.controls.notify.unauthorized_calls_raise_alarm as control
import data.lib.alarm_cases_test as shared
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_unauthorized_calls_raise_alarm if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_filter, _alarm, []), {
	"the benchmark's pattern passes": {"changes": {"logs.metric_filters": [world.filter("UnauthorizedAttemptsEventCount", "{($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\")}")], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"its later form passes": {"changes": {"logs.metric_filters": [world.filter("UnauthorizedAttemptsEventCount", "{(($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\")) && ($.sourceIPAddress!=\"delivery.logs.amazonaws.com\") && ($.eventName!=\"HeadBucket\")}")], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"names without wildcards fail": {"changes": {"logs.metric_filters": [world.filter("UnauthorizedAttemptsEventCount", "{($.errorCode=AccessDenied)||($.errorCode=UnauthorizedOperation)}")], "cloudwatch.alarms": [_alarm]}, "want": "FAILED no_filter"},
	"BLEA's own pattern": {"changes": {"logs.metric_filters": [_filter], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"without Decrypt at all fails": {"changes": {"logs.metric_filters": [world.filter("UnauthorizedAttemptsEventCount", "{(($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\")) && ($.eventName!=\"Decrypt\")}")], "cloudwatch.alarms": [_alarm]}, "want": "FAILED no_filter"},
	"without AWS Config at all fails": {"changes": {"logs.metric_filters": [world.filter("UnauthorizedAttemptsEventCount", "{(($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\")) && ($.userIdentity.invokedBy!=\"config.amazonaws.com\")}")], "cloudwatch.alarms": [_alarm]}, "want": "FAILED no_filter"},
	"one in five minutes passes": {"changes": {"logs.metric_filters": [_filter], "cloudwatch.alarms": [world.alarm("UnauthorizedAttemptsEventCount", 1)]}, "want": "PASSED heard"},
})

_filter := world.filter("UnauthorizedAttemptsEventCount", world.filter_patterns.UnauthorizedAttemptsEventCount)

_alarm := world.alarm("UnauthorizedAttemptsEventCount", 5)

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
