package controls.notify.sa_every_region_has_route_test

import data.controls.notify.sa_every_region_has_route as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_sa_every_region_has_route if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"BLEA's own passes": {"changes": {}, "want": "PASSED all"},
	"nothing on does not apply": {"changes": {"guardduty.detectors": [], "securityhub.hubs": []}, "want": "NOT_APPLICABLE no_detector"},
	"a suspended detector is not on": {"changes": {"guardduty.detectors": [object.union(world.detector(world.region), {"GetDetector": {"Status": "DISABLED"}})], "securityhub.hubs": [], "events.rules": []}, "want": "NOT_APPLICABLE no_detector"},
	"GuardDuty without a route fails": {"changes": {"events.rules": world.without("guardduty")}, "want": "FAILED silent"},
	"Security Hub without a route fails": {"changes": {"events.rules": world.without("hub")}, "want": "FAILED silent"},
	"Access Analyzer without a route fails": {"changes": {"accessanalyzer.analyzers": [{"id": "a", "arn": "a", "region": world.region, "Status": "ACTIVE", "Type": "ACCOUNT"}]}, "want": "FAILED silent"},
	"Access Analyzer with a route passes": {"changes": {"accessanalyzer.analyzers": [{"id": "a", "arn": "a", "region": world.region, "Status": "ACTIVE", "Type": "ACCOUNT"}], "events.rules": array.concat(world.rules, [world.rule("analyzer", {"source": ["aws.access-analyzer"]})])}, "want": "PASSED all"},
	"an analyzer of unused access does not count": {"changes": {"accessanalyzer.analyzers": [{"id": "a", "arn": "a", "region": world.region, "Status": "ACTIVE", "Type": "ACCOUNT_UNUSED_ACCESS"}]}, "want": "PASSED all"},
	"an organization's analyzer counts": {"changes": {"accessanalyzer.analyzers": [{"id": "a", "arn": "a", "region": world.region, "Status": "ACTIVE", "Type": "ORGANIZATION"}]}, "want": "FAILED silent"},
	"an analyzer that is not active yet does not count": {"changes": {"accessanalyzer.analyzers": [{"id": "a", "arn": "a", "region": world.region, "Status": "CREATING", "Type": "ACCOUNT"}]}, "want": "PASSED all"},
	"Security Hub may tell what GuardDuty finds": {"changes": {"events.rules": array.concat(world.without("guardduty"), [_findings])}, "want": "PASSED all"},
	"Security Hub that is off tells nothing": {"changes": {"securityhub.hubs": [], "events.rules": array.concat(world.without("guardduty"), [_findings])}, "want": "FAILED silent"},
	"a route out of the account is foreign": {"changes": {"events.rules": world.aimed_at("guardduty", ["arn:aws:sns:ap-northeast-1:444455556666:security"])}, "want": "WARNING abroad"},
}

_findings := world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]})

# A second Region, with Security Hub on and no rules.
_two(changes) := object.union(object.union(world.with_changes(changes), {"regions": [{"id": place, "region": place, "account": world.account, "governed": false} | some place in [world.region, "us-east-1"]]}), {"securityhub": {
	"hubs": [world.hub(world.region), world.hub("us-east-1")],
	"finding_aggregators": [],
}})

_aggregator := {"id": "a", "arn": "a", "region": world.region, "GetFindingAggregator": {"FindingAggregationRegion": world.region, "RegionLinkingMode": "ALL_REGIONS", "Regions": []}}

test_second_region_needs_a_route_too if {
	got := control.findings with input as _two({})
	world.verdicts(got) == {"FAILED silent"}
	{finding.args.regions | some finding in got} == {["us-east-1"]}
}

test_second_region_may_be_gathered if {
	world_with := object.union(_two({}), {"securityhub": {"finding_aggregators": [_aggregator]}})
	got := world.verdicts(control.findings) with input as world_with
	got == {"PASSED all"}
}

# What is on in one Region is not on in the other.
test_second_region_with_nothing_on_needs_no_route if {
	world_with := object.union(_two({"accessanalyzer.analyzers": [{"id": "a", "arn": "a", "region": world.region, "Status": "ACTIVE", "Type": "ACCOUNT"}], "events.rules": array.concat(world.rules, [world.rule("analyzer", {"source": ["aws.access-analyzer"]})])}), {"securityhub": {"hubs": [world.hub(world.region)]}})
	got := world.verdicts(control.findings) with input as world_with
	got == {"PASSED all"}
}

# An aggregator gathers from Regions where Security Hub is on.
test_second_region_without_security_hub_is_not_gathered if {
	changes := {"guardduty.detectors": [world.detector("us-east-1")], "events.rules": array.concat(world.rules, [_findings])}
	gathered := object.union(_two(changes), {"securityhub": {"finding_aggregators": [_aggregator]}})
	on := world.verdicts(control.findings) with input as gathered
	on == {"PASSED all"}
	off := world.verdicts(control.findings) with input as object.union(gathered, {"securityhub": {"hubs": [world.hub(world.region)]}})
	off == {"FAILED silent"}
}

test_plan_gathers_the_regions if {
	steps := control.plan with input as _two({})
	count(steps) == 1
	some step in steps
	step.region == world.region
	step.calls[0].params == {"RegionLinkingMode": "ALL_REGIONS"}
}

test_no_plan_beside_an_aggregator if {
	world_with := object.union(_two({"events.rules": []}), {"securityhub": {"finding_aggregators": [_aggregator]}})
	steps := control.plan with input as world_with
	count(steps) == 0
}
