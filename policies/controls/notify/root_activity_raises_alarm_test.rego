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
	"rules on sign-ins alone fail": {"changes": object.union(_nothing, _rules_on("ENABLED", {"detail-type": ["AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}})), "want": "FAILED no_filter"},
	"rules on what reads alone fail": {"changes": object.union(_nothing, _rules_on("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", {"detail-type": ["AWS API Call via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}, "readOnly": [true]}})), "want": "FAILED no_filter"},
	"rules where no trail records global services fail": {"changes": object.union_n([_nothing, _rules("ENABLED"), {"cloudtrail.trails": [object.union(world.trail, {"IsMultiRegionTrail": false})]}]), "want": "FAILED no_log_group"},
	"rules in a Region that no trail records fail": {"changes": object.union_n([_nothing, _rules("ENABLED"), {"cloudtrail.trails": [world.elsewhere(object.union(world.trail, {"IsMultiRegionTrail": false}), "us-east-1")]}]), "want": "FAILED no_log_group"},
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

_nothing := {"logs.metric_filters": [], "cloudwatch.alarms": []}

_rules(state) := _rules_on(state, {"detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}})

_rules_on(state, pattern) := {
	"events.rules": [object.union(world.elsewhere(world.rule(sprintf("root-%s", [place]), pattern), place), {"State": state}) | some place in ["us-east-1", world.region]],
	"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")],
}

_no_credentials := {"iam.account_summary": [_summary({})]}

_summary(fields) := {"id": "111122223333", "region": "global", "SummaryMap": object.union({"AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0, "AccountSigningCertificatesPresent": 0}, fields)}

test_any_credential_of_the_root_user_counts[field] if {
	some field in ["AccountPasswordPresent", "AccountAccessKeysPresent", "AccountSigningCertificatesPresent"]
	got := world.verdicts(control.findings) with input as world.with_changes({"logs.metric_filters": [], "cloudwatch.alarms": [], "iam.account_summary": [_summary({field: 1})]})
	got == {"FAILED no_filter"}
}
