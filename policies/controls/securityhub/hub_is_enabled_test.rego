package controls.securityhub.hub_is_enabled_test

import data.controls.securityhub.hub_is_enabled as control

test_hub_is_enabled[name] if {
	some name, tc in {
		"a hub passes": {"hubs": [_hub], "want": "PASSED enabled"},
		"no hub fails": {"hubs": [], "want": "FAILED disabled"},
		"a hub of another Region fails": {"hubs": [object.union(_hub, {"id": "us-east-1", "region": "us-east-1"})], "want": "FAILED disabled"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as tc.hubs
	_said(got) == {tc.want}
}

test_plan if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as [] with input.account as _account
	{call.operation | some step in steps; some call in step.calls} == {"EnableSecurityHub"}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"])
		with input.securityhub.hubs as [effect.value | some step in steps; some effect in step.effect; effect.collection == "securityhub.hubs"]
	_said(got) == {"PASSED enabled"}
	done := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as [_hub] with input.account as _account
	count(done) == 0
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_hub := {
	"id": "ap-northeast-1",
	"region": "ap-northeast-1",
	"account": "111122223333",
	"HubArn": "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default",
	"AutoEnableControls": true,
	"GetAdministratorAccount": {},
}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
