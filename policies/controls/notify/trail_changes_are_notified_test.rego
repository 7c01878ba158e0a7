package controls.notify.trail_changes_are_notified_test

import data.controls.notify.trail_changes_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_trail_changes_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"with the source passes": {"changes": {"events.rules": world.with_pattern("trail", {"source": ["aws.cloudtrail"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"], "eventName": ["StopLogging", "DeleteTrail", "UpdateTrail"]}})}, "want": "PASSED heard"},
	"three rules pass": {"changes": {"events.rules": array.concat(world.without("trail"), [world.rule(name, {"source": ["aws.cloudtrail"], "detail": {"eventName": [name]}}) | some name in ["StopLogging", "DeleteTrail", "UpdateTrail"]])}, "want": "PASSED heard"},
	"without UpdateTrail fails": {"changes": {"events.rules": world.with_pattern("trail", {"source": ["aws.cloudtrail"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"], "eventName": ["StopLogging", "DeleteTrail"]}})}, "want": "FAILED no_rule"},
	"without StopLogging fails": {"changes": {"events.rules": world.with_pattern("trail", {"source": ["aws.cloudtrail"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"], "eventName": ["UpdateTrail", "DeleteTrail"]}})}, "want": "FAILED no_rule"},
	"without DeleteTrail fails": {"changes": {"events.rules": world.with_pattern("trail", {"source": ["aws.cloudtrail"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"], "eventName": ["UpdateTrail", "StopLogging"]}})}, "want": "FAILED no_rule"},
	"a rule of another Region fails": {"changes": {"events.rules": array.concat(world.without("trail"), [world.elsewhere(world.rule("trail", world.patterns.trail), "us-east-1")])}, "want": "FAILED no_rule"},
	"an alarm on the benchmark's pattern passes": {"changes": {"events.rules": world.without("trail"), "logs.metric_filters": [world.filter("Changes", world.any_of(["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]))], "cloudwatch.alarms": [world.alarm("Changes", 1)]}, "want": "PASSED by_alarm"},
	"an alarm on one call fails": {"changes": {"events.rules": world.without("trail"), "logs.metric_filters": [world.filter("Changes", world.any_of(["StopLogging"]))], "cloudwatch.alarms": [world.alarm("Changes", 1)]}, "want": "FAILED no_rule"},
	"a trail with another home is not judged here": {"changes": {"cloudtrail.trails": [world.elsewhere(world.trail, "us-east-1")]}, "want": "NOT_APPLICABLE not_home"},
	"no trail fails only for want of a rule": {"changes": {"cloudtrail.trails": [], "events.rules": world.without("trail")}, "want": "FAILED no_rule"},
	"a trail that does not log is judged": {"changes": {"cloudtrail.trails": [_off]}, "want": "PASSED heard"},
	"a trail that does not log fails without a rule": {"changes": {"cloudtrail.trails": [_off], "events.rules": world.without("trail")}, "want": "FAILED no_rule"},
	"a trail elsewhere that does not log is not judged here": {"changes": {"cloudtrail.trails": [world.elsewhere(_off, "us-east-1")]}, "want": "NOT_APPLICABLE not_home"},
	"a trail that qualifies elsewhere beside one here that does not": {"changes": {"cloudtrail.trails": [world.elsewhere(world.trail, "us-east-1"), object.union(_off, {"id": "off"})]}, "want": "NOT_APPLICABLE not_home"},
	"a trail of another account that does not log is not judged here": {"changes": {"cloudtrail.trails": [json.unmarshal(replace(json.marshal(_off), "111122223333", "444455556666"))]}, "want": "NOT_APPLICABLE not_home"},
	"a trail of another account is foreign": {"changes": {"cloudtrail.trails": [json.unmarshal(replace(json.marshal(world.trail), "111122223333", "444455556666"))]}, "want": "WARNING trail_abroad"},
})

_spec := object.union(shared.of("trail"), {"ways": [shared.notified("aws.cloudtrail", "AWS API Call via CloudTrail"), shared.alarmed(["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"])], "unless": [{"want": "NOT_APPLICABLE not_home", "changes": {"cloudtrail.trails": [world.elsewhere(world.trail, "us-east-1")]}, "but": []}, {"want": "WARNING trail_abroad", "changes": {"cloudtrail.trails": [json.unmarshal(replace(json.marshal(world.trail), "111122223333", "444455556666"))]}, "but": []}]})

_off := object.union(world.trail, {"GetTrailStatus": {"IsLogging": false}})

# What the step leaves behind passes.
test_plan if {
	changes := {"events.rules": world.without("trail")}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	"BLEA.CloudTrail.1" in step.needs
	after := object.union(changes, {"events.rules": array.concat(world.without("trail"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED heard"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes({})
	count(steps) == 0
}

# A second rule does not help against a topic without subscriber.
test_no_plan_beyond_the_rule if {
	steps := control.plan with input as world.with_changes({"sns.topics": [world.topic_for([])]})
	count(steps) == 0
}

test_the_reader_sees_where_it_ends if {
	some finding in control.findings with input as world.with_changes({"sns.topics": []})
	finding.args.rules == [world.rule("trail", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}

# Of the trails that qualify, the reader is told whose the others' are.
test_the_reader_sees_whose_trail_it_is if {
	theirs := json.unmarshal(replace(json.marshal(world.trail), "111122223333", "444455556666"))
	off := json.unmarshal(replace(json.marshal(_off), "111122223333", "555566667777"))
	some finding in control.findings with input as world.with_changes({"cloudtrail.trails": [theirs, off, world.elsewhere(world.trail, "us-east-1")]})
	finding.code == "trail_abroad"
	finding.args.account == ["444455556666"]
}

# An alarm elsewhere is no answer for a Region that is nobody's home.
test_an_alarm_elsewhere_changes_nothing if {
	way := shared.alarmed(["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]).changes
	there := {collection: [world.elsewhere(element, "us-east-1") | some element in elements] | some collection, elements in way}
	changes := object.union(there, {
		"cloudtrail.trails": [world.elsewhere(world.trail, "us-east-1")], "logs.log_groups": [world.elsewhere(world.log_group, "us-east-1")],
		"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "events.rules": world.without("trail"),
	})
	got := world.verdicts(control.findings) with input as world.with_changes(changes)
	got == {"NOT_APPLICABLE not_home"}
}
