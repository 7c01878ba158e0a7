package controls.notify.access_key_creation_raises_alarm_test

import data.controls.notify.access_key_creation_raises_alarm as control
import data.lib.alarm_cases_test as shared
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_access_key_creation_raises_alarm if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_filter, _alarm, _ways), {
	"one user fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", "{($.eventName=CreateAccessKey) && ($.userIdentity.userName=bob)}")], "cloudwatch.alarms": [_alarm]}, "want": "FAILED no_filter"},
	"with the source passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", "{($.eventSource=\"iam.amazonaws.com\") && ($.eventName=\"CreateAccessKey\")}")], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"a rule in us-east-1 passes": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": ["CreateAccessKey"]}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "PASSED by_events"},
	"a rule in us-east-1 that no trail records there fails": {"changes": object.union(_rules, {"logs.metric_filters": [], "cloudwatch.alarms": [], "cloudtrail.trails": [object.union(world.trail, {"IsMultiRegionTrail": false})]}), "want": "FAILED no_log_group"},
	"a rule elsewhere never matches": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": ["CreateAccessKey"]}}), "ap-northeast-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "FAILED no_filter"},
	"a denial by the organization passes": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "organizations.organization": [{"id": "o-a1b2c3", "region": "global", "MasterAccountId": "444455556666"}], "organizations.policies": [{"id": "p-1", "region": "global", "Type": "SERVICE_CONTROL_POLICY", "DescribePolicy": {"Policy": {"Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"}]}}}, "ListTargetsForPolicy": {"Targets": [{"TargetId": "111122223333", "Type": "ACCOUNT"}]}}]}, "want": "PASSED denied_to_all"},
	"a denial of something else fails": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "organizations.organization": [{"id": "o-a1b2c3", "region": "global", "MasterAccountId": "444455556666"}], "organizations.policies": [{"id": "p-1", "region": "global", "Type": "SERVICE_CONTROL_POLICY", "DescribePolicy": {"Policy": {"Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}]}}}, "ListTargetsForPolicy": {"Targets": [{"TargetId": "111122223333", "Type": "ACCOUNT"}]}}]}, "want": "FAILED no_filter"},
})

_filter := world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)

_alarm := world.alarm("NewAccessKeyCreatedEventCount", 1)

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
_ways := [["PASSED by_events", _rules], ["PASSED denied_to_all", _denied]]

_rules := {"events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": ["CreateAccessKey"]}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}

_denied := {
	"organizations.organization": [{"id": "o-a1b2c3", "region": "global", "MasterAccountId": "444455556666"}],
	"organizations.policies": [{
		"id": "p-1", "region": "global", "Type": "SERVICE_CONTROL_POLICY",
		"DescribePolicy": {"Policy": {"Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"}]}}},
		"ListTargetsForPolicy": {"Targets": [{"TargetId": "111122223333", "Type": "ACCOUNT"}]},
	}],
}
