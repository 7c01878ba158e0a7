package controls.detective.graph_is_enabled_test

import data.controls.detective.graph_is_enabled as control

test_graph_is_enabled[name] if {
	some name, tc in {
		"a graph passes": {"graphs": [{"id": "g", "region": "ap-northeast-1"}], "invitations": [], "want": "PASSED graph"},
		"a membership passes": {"graphs": [], "invitations": [_invitation("ENABLED")], "want": "PASSED member"},
		"a graph beside a membership is told once": {"graphs": [{"id": "g", "region": "ap-northeast-1"}], "invitations": [_invitation("ENABLED")], "want": "PASSED graph"},
		"an open invitation fails": {"graphs": [], "invitations": [_invitation("INVITED")], "want": "FAILED absent"},
		"a disabled membership fails": {"graphs": [], "invitations": [_invitation("ACCEPTED_BUT_DISABLED")], "want": "FAILED absent"},
		"a graph of another Region fails": {"graphs": [{"id": "g", "region": "us-east-1"}], "invitations": [], "want": "FAILED absent"},
		"nothing fails": {"graphs": [], "invitations": [], "want": "FAILED absent"},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.detective.graphs as tc.graphs with input.detective.invitations as tc.invitations
	_said(got) == {tc.want}
}

test_plan if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.detective.graphs as [] with input.detective.invitations as [] with input.account as {"account": "111122223333"}
	{call.operation | some step in steps; some call in step.calls} == {"CreateGraph"}
	done := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.detective.graphs as [] with input.detective.invitations as [_invitation("ENABLED")]
	count(done) == 0
}

_invitation(status) := {"id": "i", "region": "ap-northeast-1", "Status": status}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
