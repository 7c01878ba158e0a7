package controls.notify.root_activity_raises_alarm_test

import data.controls.notify.root_activity_raises_alarm as control
import data.lib.alarm_cases_test as shared
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_root_activity_raises_alarm if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_filter, _alarm, _ways), {
	"sign-ins alone fail": {"changes": {"logs.metric_filters": [world.filter("RootUserPolicyEventCount", "{$.userIdentity.type=\"Root\" && $.eventName=\"ConsoleLogin\"}")], "cloudwatch.alarms": [_alarm]}, "want": "FAILED no_filter"},
	"one address fails": {"changes": {"logs.metric_filters": [world.filter("RootUserPolicyEventCount", "{$.userIdentity.type=\"Root\" && $.sourceIPAddress=\"192.0.2.44\"}")], "cloudwatch.alarms": [_alarm]}, "want": "FAILED no_filter"},
	"without exceptions passes": {"changes": {"logs.metric_filters": [world.filter("RootUserPolicyEventCount", "{$.userIdentity.type=\"Root\"}")], "cloudwatch.alarms": [_alarm]}, "want": "PASSED heard"},
	"rules in every Region pass": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [object.union(world.elsewhere(world.rule(sprintf("root-%s", [place]), {"detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}), place), {"State": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}) | some place in ["us-east-1", world.region]], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "PASSED by_events"},
	"rules that do not see what reads pass": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [object.union(world.elsewhere(world.rule(sprintf("root-%s", [place]), {"detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}), place), {}) | some place in ["us-east-1", world.region]], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "PASSED by_events_of_changes"},
	"a rule in one Region fails": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [rule | some rule in [object.union(world.elsewhere(world.rule(sprintf("root-%s", [place]), {"detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}), place), {}) | some place in ["us-east-1", world.region]]; rule.region != "us-east-1"], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "FAILED no_filter"},
	"a rule on calls alone fails": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [object.union(rule, {"EventPattern": {"detail-type": ["AWS API Call via CloudTrail"]}}) | some rule in [object.union(world.elsewhere(world.rule(sprintf("root-%s", [place]), {"detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}), place), {}) | some place in ["us-east-1", world.region]]], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "FAILED no_filter"},
	"a root user without credentials passes": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "iam.account_summary": [{"id": "111122223333", "region": "global", "SummaryMap": {"AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0, "AccountSigningCertificatesPresent": 0}}]}, "want": "PASSED no_root_credentials"},
	"a root user with a password fails": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "iam.account_summary": [{"id": "111122223333", "region": "global", "SummaryMap": {"AccountPasswordPresent": 1, "AccountAccessKeysPresent": 0, "AccountSigningCertificatesPresent": 0}}]}, "want": "FAILED no_filter"},
	"an unknown number of passwords fails": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "iam.account_summary": [{"id": "111122223333", "region": "global", "SummaryMap": {"AccountAccessKeysPresent": 0, "AccountSigningCertificatesPresent": 0}}]}, "want": "FAILED no_filter"},
})

_filter := world.filter("RootUserPolicyEventCount", world.filter_patterns.RootUserPolicyEventCount)

_alarm := world.alarm("RootUserPolicyEventCount", 1)

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
_ways := [["PASSED by_events", _rules("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")], ["PASSED by_events_of_changes", _rules("ENABLED")], ["PASSED no_root_credentials", _no_credentials]]

_rules(state) := {
	"events.rules": [object.union(world.elsewhere(world.rule(sprintf("root-%s", [place]), {"detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}), place), {"State": state}) | some place in ["us-east-1", world.region]],
	"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")],
}

_no_credentials := {"iam.account_summary": [_summary({})]}

_summary(fields) := {"id": "111122223333", "region": "global", "SummaryMap": object.union({"AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0, "AccountSigningCertificatesPresent": 0}, fields)}

test_any_credential_of_the_root_user_counts[field] if {
	some field in ["AccountPasswordPresent", "AccountAccessKeysPresent", "AccountSigningCertificatesPresent"]
	got := world.verdicts(control.findings) with input as world.with_changes({"logs.metric_filters": [], "cloudwatch.alarms": [], "iam.account_summary": [_summary({field: 1})]})
	got == {"FAILED no_filter"}
}
