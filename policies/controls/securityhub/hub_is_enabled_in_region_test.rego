package controls.securityhub.hub_is_enabled_in_region_test

import data.controls.securityhub.hub_is_enabled_in_region as control

test_hub_is_enabled_in_region[name] if {
	some name, tc in {
		"a hub passes": {"hubs": [_hub], "want": {"ap-northeast-1 PASSED enabled"}},
		"no hub fails": {"hubs": [], "want": {"ap-northeast-1 FAILED disabled"}},
		"a hub of another Region fails": {"hubs": [object.union(_hub, {"id": "us-east-1", "region": "us-east-1"})], "want": {"ap-northeast-1 FAILED disabled"}},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as tc.hubs
	_said(got) == tc.want
}

test_each_region_counts if {
	got := control.findings with input.regions as _regions(["ap-northeast-1", "us-east-1"]) with input.securityhub.hubs as [_hub]
	_said(got) == {"ap-northeast-1 PASSED enabled", "us-east-1 FAILED disabled"}
}

test_plan_enables_it_where_it_is_off if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1", "us-east-1"])
		with input.securityhub.hubs as [_hub]
		with input.account as {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}
	{[step.region, call.operation] | some step in steps; some call in step.calls} == {["us-east-1", "EnableSecurityHub"]}
}

_hub := {"id": "ap-northeast-1", "region": "ap-northeast-1", "account": "111122223333", "HubArn": "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default"}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s %s", [finding.region, finding.status, finding.code]) | some finding in findings}
