package controls.guardduty.detector_monitors_eks_runtime_test

import data.controls.guardduty.detector_monitors_eks_runtime as control

_on := {"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", "Status": "ENABLED"}]}

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

_older(agent) := {"Name": "EKS_RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", "Status": agent}]}

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

test_detector_monitors_eks_runtime[name] if {
	some name, tc in {
		"the feature is on": {"world": [[_detector("ENABLED", [_on])], []], "want": ["PASSED", "enabled"]},
		"beside others": {"world": [[_detector("ENABLED", [{"Name": "S3_DATA_EVENTS", "Status": "DISABLED"}, _on])], []], "want": ["PASSED", "enabled"]},
		"the feature is off": {"world": [[_detector("ENABLED", [{"Name": "RUNTIME_MONITORING", "Status": "DISABLED"}])], []], "want": ["FAILED", "disabled"]},
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
		"without its agent": {"world": [[_detector("ENABLED", [{"Name": "RUNTIME_MONITORING", "Status": "ENABLED"}])], []], "want": ["FAILED", "disabled"]},
		"with its agent off": {"world": [[_detector("ENABLED", [{"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", "Status": "DISABLED"}]}])], []], "want": ["FAILED", "disabled"]},
		"the agent of a feature that is off": {"world": [[_detector("ENABLED", [object.union(_on, {"Status": "DISABLED"})])], []], "want": ["FAILED", "disabled"]},
		"with the agent of another kind": {"world": [[_detector("ENABLED", [{"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [{"Name": "OTHER_AGENT", "Status": "ENABLED"}]}])], []], "want": ["FAILED", "disabled"]},
		"a member without its agent": {"world": [[_detector("ENABLED", [_on])], [_member([{"Name": "RUNTIME_MONITORING", "Status": "ENABLED"}])]], "want": ["FAILED", "member"]},
		"the older feature with its agent": {"world": [[_detector("ENABLED", [_older("ENABLED")])], [_member([_older("ENABLED")])]], "want": ["PASSED", "enabled"]},
		"the older feature without its agent": {"world": [[_detector("ENABLED", [_older("DISABLED")])], []], "want": ["FAILED", "disabled"]},
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
		[{"service": "guardduty", "operation": "UpdateDetector", "params": {"DetectorId": "d1", "Features": [{"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", "Status": "ENABLED"}]}]}}],
		[{"service": "guardduty", "operation": "UpdateDetector", "params": {"DetectorId": "d1", "Features": [{"Name": "RUNTIME_MONITORING", "Status": "DISABLED", "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", "Status": "DISABLED"}]}]}}],
	]]
	some step in steps
	[effect] := step.effect
	[feature.Name | some feature in effect.value; feature.Status == "ENABLED"] == ["S3_DATA_EVENTS", "RUNTIME_MONITORING"]
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
		"params": {"DetectorId": "d1", "AccountIds": ["555566667777"], "Features": [{"Name": "RUNTIME_MONITORING", "Status": "ENABLED", "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", "Status": "ENABLED"}]}]},
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

test_plan_completes_the_older_feature if {
	steps := control.plan with input.guardduty.detectors as [_detector("ENABLED", [_older("DISABLED")])]
		with input.guardduty.members as [_member([_older("DISABLED")])]
	{step.calls[0].operation: step.calls[0].params.Features | some step in steps} == {
		"UpdateDetector": [_older("ENABLED")],
		"UpdateMemberDetectors": [_older("ENABLED")],
	}
	{step.undo[0].params.Features[0] | some step in steps} == {_older("DISABLED")}
}
