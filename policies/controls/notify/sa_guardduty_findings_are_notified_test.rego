package controls.notify.sa_guardduty_findings_are_notified_test

import data.controls.notify.sa_guardduty_findings_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_sa_guardduty_findings_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"a number of 4 and above passes": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">=", 4]}]}})}, "want": "PASSED heard"},
	"no filter on the severity passes": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"]})}, "want": "PASSED heard"},
	"above 4 fails": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">", 4]}]}})}, "want": "FAILED no_rule"},
	"7 and above fails": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">=", 7]}]}})}, "want": "FAILED no_rule"},
	"a list that ends at 8.9 fails": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [severity | some severity in world.severities; severity < 9]}})}, "want": "FAILED old_guardduty_list"},
	"a list that leaves out 6.5 fails": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [severity | some severity in world.severities; severity != 6.5]}})}, "want": "FAILED no_rule"},
	"one type of finding fails": {"changes": {"events.rules": world.with_pattern("guardduty", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"type": [{"prefix": "CryptoCurrency:"}]}})}, "want": "FAILED no_rule"},
	"two rules that cover it together pass": {"changes": {"events.rules": array.concat(world.without("guardduty"), [world.rule("low", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">=", 4, "<", 7]}]}}), world.rule("high", {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">=", 7]}]}})])}, "want": "PASSED heard"},
	"all findings of Security Hub pass": {"changes": {"events.rules": world.instead("guardduty", world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]}))}, "want": "PASSED through_hub"},
	"all findings of a Security Hub that is off fail": {"changes": {"events.rules": world.instead("guardduty", world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]})), "securityhub.hubs": []}, "want": "FAILED no_rule"},
	"findings of Security Hub without the medium ones fail": {"changes": {"events.rules": world.instead("guardduty", world.rule("some", {"source": ["aws.securityhub"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}}}}))}, "want": "FAILED no_rule"},
	"an administrator may hear of it": {"changes": {"events.rules": world.without("guardduty"), "guardduty.detectors": [object.union(world.detector(world.region), {"GetAdministratorAccount": {"Administrator": {"AccountId": "444455556666", "RelationshipStatus": "Enabled"}}})]}, "want": "WARNING administrator"},
	"an administrator of another Region does not": {"changes": {"events.rules": world.without("guardduty"), "guardduty.detectors": [object.union(world.detector("us-east-1"), {"GetAdministratorAccount": {"Administrator": {"AccountId": "444455556666"}}})]}, "want": "FAILED no_rule"},
	"findings gathered in another Region pass": {"changes": {"events.rules": world.instead("guardduty", world.elsewhere(world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]}), "us-east-1")), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "ALL_REGIONS", "Regions": []}}]}, "want": "PASSED through_hub"},
	"Security Hub that is off tells nothing": {"changes": {"securityhub.hubs": [], "events.rules": array.concat(world.without("guardduty"), shared.through_hub.rules)}, "want": "FAILED no_rule"},
	"User Notifications on Security Hub pass": {"changes": object.union({"events.rules": world.without("guardduty")}, shared.notified("aws.securityhub", "Security Hub Findings - Imported").changes), "want": "PASSED through_hub"},
	"User Notifications on Security Hub that is off fail": {"changes": object.union({"securityhub.hubs": [], "events.rules": world.without("guardduty")}, shared.notified("aws.securityhub", "Security Hub Findings - Imported").changes), "want": "FAILED no_rule"},
	"gathered findings of Security Hub that is off here fail": {"changes": object.union(shared.gathered("", shared.through_hub.rules[0]).changes, {"securityhub.hubs": [world.hub("us-east-1")], "events.rules": array.concat(world.without("guardduty"), shared.gathered("", shared.through_hub.rules[0]).rules), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}), "want": "FAILED no_rule"},
})

_spec := object.union(shared.of("guardduty"), {"stages": {"a rule with the list that ends at 8.9": {"want": "FAILED old_guardduty_list", "certain": false, "changes": {}, "rules": [world.rule("guardduty", {"source": ["aws.guardduty"], "detail": {"severity": [severity | some severity in world.severities; severity < 9]}})]}}, "ways": [shared.notified("aws.guardduty", "GuardDuty Finding"), shared.through_hub, shared.administrator("guardduty.detectors", world.detector(world.region))]})

# What the step leaves behind passes.
test_plan if {
	changes := {"events.rules": world.without("guardduty")}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	after := object.union(changes, {"events.rules": array.concat(world.without("guardduty"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
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
	finding.args.rules == [world.rule("guardduty", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}
