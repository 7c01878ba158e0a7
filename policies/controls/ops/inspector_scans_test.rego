package controls.ops.inspector_scans_test

import data.controls.ops.inspector_scans as control

test_inspector_scans[name] if {
	some name, tc in {
		"both pass": {"status": _status("ENABLED", "ENABLED", "ENABLED"), "want": "PASSED scanning"},
		"EC2 alone fails": {"status": _status("ENABLED", "ENABLED", "DISABLED"), "want": "FAILED partial"},
		"ECR alone fails": {"status": _status("ENABLED", "DISABLED", "ENABLED"), "want": "FAILED partial"},
		"being enabled fails": {"status": _status("ENABLED", "ENABLING", "ENABLED"), "want": "FAILED partial"},
		"nothing said of resources fails": {"status": [{"id": "ap-northeast-1", "region": "ap-northeast-1", "State": {"Status": "ENABLED"}}], "want": "FAILED partial"},
		"off fails": {"status": _status("DISABLED", "DISABLED", "DISABLED"), "want": "FAILED off"},
		"suspended fails": {"status": _status("SUSPENDED", "ENABLED", "ENABLED"), "want": "FAILED off"},
		"no status fails": {"status": [], "want": "FAILED off"},
		"another Region fails": {"status": [object.union(status, {"region": "us-east-1"}) | some status in _status("ENABLED", "ENABLED", "ENABLED")], "want": "FAILED off"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.inspector2.status as tc.status
	_said(got) == {tc.want}
}

test_plan[name] if {
	some name, tc in {
		"undo turns off what was off": {"status": _status("ENABLED", "ENABLED", "DISABLED"), "want": {["ECR"]}},
		"undo turns both off": {"status": _status("DISABLED", "DISABLED", "DISABLED"), "want": {["EC2", "ECR"]}},
		"nothing to do": {"status": _status("ENABLED", "ENABLED", "ENABLED"), "want": set()},
	}
	steps := control.plan with input.inspector2.status as tc.status
	{call.params.resourceTypes | some step in steps; some call in step.undo} == tc.want
	every step in steps {
		step.calls[0].params.resourceTypes == ["EC2", "ECR"]
	}
}

_status(state, ec2, ecr) := [{
	"id": "ap-northeast-1",
	"region": "ap-northeast-1",
	"State": {"Status": state},
	"ResourceState": {"Ec2": {"Status": ec2}, "Ecr": {"Status": ecr}},
}]

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
