package controls.guardduty.detector_monitors_lambda_test

import data.controls.guardduty.detector_monitors_lambda as control

_on := {"Name": "LAMBDA_NETWORK_LOGS", "Status": "ENABLED"}

_detector(status, features) := {
	"id": "d1",
	"region": "ap-northeast-1",
	"DetectorId": "d1",
	"GetDetector": {"Status": status, "Features": features},
	"GetAdministratorAccount": {},
}

_member(features) := {
	"id": "ap-northeast-1/444455556666",
	"region": "ap-northeast-1",
	"AccountId": "444455556666",
	"GetMemberDetectors": {"AccountId": "444455556666", "Features": features},
}

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

test_detector_monitors_lambda[name] if {
	some name, tc in {
		"the feature is on": {"world": [[_detector("ENABLED", [_on])], []], "want": ["PASSED", "enabled"]},
		"beside others": {"world": [[_detector("ENABLED", [{"Name": "S3_DATA_EVENTS", "Status": "DISABLED"}, _on])], []], "want": ["PASSED", "enabled"]},
		"the feature is off": {"world": [[_detector("ENABLED", [{"Name": "LAMBDA_NETWORK_LOGS", "Status": "DISABLED"}])], []], "want": ["FAILED", "disabled"]},
		"another feature is on": {"world": [[_detector("ENABLED", [{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}])], []], "want": ["FAILED", "disabled"]},
		"a status that nobody knows": {"world": [[_detector("ENABLED", [object.union(_on, {"Status": "PARTLY"})])], []], "want": ["FAILED", "disabled"]},
		"no status": {"world": [[_detector("ENABLED", [object.remove(_on, ["Status"])])], []], "want": ["FAILED", "disabled"]},
		"no features": {"world": [[_detector("ENABLED", [])], []], "want": ["FAILED", "disabled"]},
		"a suspended detector": {"world": [[_detector("DISABLED", [_on])], []], "want": ["FAILED", "no_detector"]},
		"no detector": {"world": [[], []], "want": ["FAILED", "no_detector"]},
		"a detector that does not tell its features": {"world": [[{"id": "d1", "region": "ap-northeast-1", "DetectorId": "d1", "GetDetector": {"Status": "ENABLED"}}], []], "want": ["FAILED", "disabled"]},
		"a detector elsewhere": {"world": [[object.union(_detector("ENABLED", [_on]), {"region": "us-east-1"})], []], "want": ["FAILED", "no_detector"]},
		"a member with it": {"world": [[_detector("ENABLED", [_on])], [_member([_on])]], "want": ["PASSED", "enabled"]},
		"a member without it": {"world": [[_detector("ENABLED", [_on])], [_member([_on]), object.union(_member([]), {"id": "ap-northeast-1/555566667777", "AccountId": "555566667777"})]], "want": ["FAILED", "member"]},
		"the only member without it": {"world": [[_detector("ENABLED", [_on])], [_member([])]], "want": ["FAILED", "member"]},
		"a member that does not tell": {"world": [[_detector("ENABLED", [_on])], [object.remove(_member([]), ["GetMemberDetectors"])]], "want": ["FAILED", "member"]},
		"a member without it elsewhere": {"world": [[_detector("ENABLED", [_on])], [object.union(_member([]), {"region": "us-east-1"})]], "want": ["PASSED", "enabled"]},
		"nobody has it": {"world": [[_detector("ENABLED", [])], [_member([])]], "want": ["FAILED", "disabled"]},
	}
	[detectors, members] := tc.world
	got := control.findings with input.regions as _regions
		with input.guardduty.detectors as detectors
		with input.guardduty.members as members
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_switches_it_on if {
	steps := control.plan with input.guardduty.detectors as [_detector("ENABLED", [{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}])]
		with input.guardduty.members as []
	[[step.subject, step.calls, step.undo] | some step in steps] == [[
		"ap-northeast-1",
		[{"service": "guardduty", "operation": "UpdateDetector", "params": {"DetectorId": "d1", "Features": [{"Name": "LAMBDA_NETWORK_LOGS", "Status": "ENABLED"}]}}],
		[{"service": "guardduty", "operation": "UpdateDetector", "params": {"DetectorId": "d1", "Features": [{"Name": "LAMBDA_NETWORK_LOGS", "Status": "DISABLED"}]}}],
	]]
	some step in steps
	[effect] := step.effect
	[feature.Name | some feature in effect.value; feature.Status == "ENABLED"] == ["S3_DATA_EVENTS", "LAMBDA_NETWORK_LOGS"]
	healed := control.findings with input.regions as _regions
		with input.guardduty.detectors as [_detector("ENABLED", effect.value)]
		with input.guardduty.members as []
	{finding.status | some finding in healed} == {"PASSED"}
}

test_plan_switches_it_on_in_a_member if {
	steps := control.plan with input.guardduty.detectors as [_detector("ENABLED", [_on])]
		with input.guardduty.members as [_member([_on]), object.union(_member([]), {"id": "ap-northeast-1/555566667777", "AccountId": "555566667777"})]
	[step.calls | some step in steps] == [[{
		"service": "guardduty",
		"operation": "UpdateMemberDetectors",
		"params": {"DetectorId": "d1", "AccountIds": ["555566667777"], "Features": [{"Name": "LAMBDA_NETWORK_LOGS", "Status": "ENABLED"}]},
	}]]
	some step in steps
	{effect.id | some effect in step.effect} == {"ap-northeast-1/555566667777"}
}

test_no_plan[name] if {
	some name, detector in {
		"it is on": _detector("ENABLED", [_on]),
		"the detector is suspended": _detector("DISABLED", []),
		"the administrator decides": object.union(_detector("ENABLED", []), {"GetAdministratorAccount": {"Administrator": {"AccountId": "444455556666"}}}),
	}
	steps := control.plan with input.guardduty.detectors as [detector] with input.guardduty.members as []
	steps == set()
}
