package controls.notify.securityhub_findings_are_notified_test

import data.controls.notify.securityhub_findings_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_securityhub_findings_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"only CRITICAL fails": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL"]}}}})}, "want": "FAILED no_rule"},
	"a normalized severity of 70 and above passes": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Normalized": [{"numeric": [">=", 70]}]}}}})}, "want": "PASSED heard"},
	"above 70 fails": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Normalized": [{"numeric": [">", 70]}]}}}})}, "want": "FAILED no_rule"},
	"no filter passes": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]})}, "want": "PASSED heard"},
	"one control fails": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Compliance": {"SecurityControlId": ["S3.2"]}}}})}, "want": "FAILED no_rule"},
	"a custom action is no notification": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Custom Action"]})}, "want": "FAILED no_rule"},
	"new findings only pass": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}, "Workflow": {"Status": ["NEW"]}}}})}, "want": "PASSED new_only"},
	"new findings only with a queue behind the topic pass": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])], "events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}, "Workflow": {"Status": ["NEW"]}}}})}, "want": "PASSED new_only"},
	"findings that were notified before fail": {"changes": {"events.rules": world.with_pattern("hub", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Workflow": {"Status": ["NOTIFIED"]}}}})}, "want": "FAILED no_rule"},
	"findings gathered in another Region pass": {"changes": {"events.rules": array.concat(world.without("hub"), [world.elsewhere(world.rule("hub", world.patterns.hub), "us-east-1")]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "ALL_REGIONS", "Regions": []}}]}, "want": "PASSED aggregated"},
	"findings of a linked Region pass": {"changes": {"events.rules": array.concat(world.without("hub"), [world.elsewhere(world.rule("hub", world.patterns.hub), "us-east-1")]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "SPECIFIED_REGIONS", "Regions": [world.region]}}]}, "want": "PASSED aggregated"},
	"findings of a Region that is not linked fail": {"changes": {"events.rules": array.concat(world.without("hub"), [world.elsewhere(world.rule("hub", world.patterns.hub), "us-east-1")]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "SPECIFIED_REGIONS", "Regions": ["eu-west-1"]}}]}, "want": "FAILED no_rule"},
	"findings of a Region that is left out fail": {"changes": {"events.rules": array.concat(world.without("hub"), [world.elsewhere(world.rule("hub", world.patterns.hub), "us-east-1")]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "ALL_REGIONS_EXCEPT_SPECIFIED", "Regions": [world.region]}}]}, "want": "FAILED no_rule"},
	"findings of a Region that is not left out pass": {"changes": {"events.rules": array.concat(world.without("hub"), [world.elsewhere(world.rule("hub", world.patterns.hub), "us-east-1")]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "ALL_REGIONS_EXCEPT_SPECIFIED", "Regions": ["eu-west-1"]}}]}, "want": "PASSED aggregated"},
	"a rule of the aggregation Region on itself only fails": {"changes": {"events.rules": array.concat(world.without("hub"), [world.elsewhere(world.rule("hub", object.union(world.patterns.hub, {"detail": {"findings": {"Region": ["us-east-1"]}}})), "us-east-1")]), "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")], "sns.subscriptions": [], "securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "ALL_REGIONS", "Regions": []}}]}, "want": "FAILED no_rule"},
	"an administrator may hear of it": {"changes": {"events.rules": world.without("hub"), "securityhub.hubs": [object.union(world.hub(world.region), {"GetAdministratorAccount": {"Administrator": {"AccountId": "444455556666"}}})]}, "want": "WARNING administrator"},
})

_spec := object.union(shared.of("hub"), {"ways": [shared.notified("aws.securityhub", "Security Hub Findings - Imported"), shared.gathered("PASSED aggregated", world.rule("hub", world.patterns.hub)), shared.administrator("securityhub.hubs", world.hub(world.region))]})

# What the step leaves behind passes.
test_plan if {
	changes := {"events.rules": world.without("hub")}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	after := object.union(changes, {"events.rules": array.concat(world.without("hub"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
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
	finding.args.rules == [world.rule("hub", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}
