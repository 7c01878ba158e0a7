package controls.macie.sensitive_data_discovery_is_on_test

import data.controls.macie.sensitive_data_discovery_is_on as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

_session(status, discovery, administrator) := {
	"id": "ap-northeast-1",
	"region": "ap-northeast-1",
	"Status": status,
	"GetAutomatedDiscoveryConfiguration": discovery,
	"GetAdministratorAccount": administrator,
}

_member(relationship) := {"Administrator": {"AccountId": "444455556666", "RelationshipStatus": relationship}}

test_sensitive_data_discovery_is_on[name] if {
	some name, tc in {
		"on": {"sessions": [_session("ENABLED", {"Status": "ENABLED"}, {})], "want": ["PASSED", "enabled"]},
		"off": {"sessions": [_session("ENABLED", {"Status": "DISABLED"}, {})], "want": ["FAILED", "disabled"]},
		"untold": {"sessions": [_session("ENABLED", {}, {})], "want": ["FAILED", "disabled"]},
		"Macie is paused": {"sessions": [_session("PAUSED", {"Status": "ENABLED"}, {})], "want": ["FAILED", "no_macie"]},
		"Macie is off": {"sessions": [], "want": ["FAILED", "no_macie"]},
		"Macie is on elsewhere": {"sessions": [object.union(_session("ENABLED", {"Status": "ENABLED"}, {}), {"region": "us-east-1"})], "want": ["FAILED", "no_macie"]},
		"a member": {"sessions": [_session("ENABLED", {"Status": "DISABLED"}, _member("Enabled"))], "want": ["NOT_APPLICABLE", "member"]},
		"a member with it on": {"sessions": [_session("ENABLED", {"Status": "ENABLED"}, _member("Enabled"))], "want": ["NOT_APPLICABLE", "member"]},
		"a paused member": {"sessions": [_session("PAUSED", {}, _member("Enabled"))], "want": ["NOT_APPLICABLE", "member"]},
		"a member no more": {"sessions": [_session("ENABLED", {"Status": "DISABLED"}, _member("Removed"))], "want": ["FAILED", "disabled"]},
		"an invitation": {"sessions": [_session("ENABLED", {"Status": "ENABLED"}, _member("Invited"))], "want": ["PASSED", "enabled"]},
	}
	got := control.findings with input.regions as _regions with input.macie2.sessions as tc.sessions
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan[name] if {
	some name, tc in {
		"off": {"session": _session("ENABLED", {"Status": "DISABLED"}, {}), "want": [["ap-northeast-1", "UpdateAutomatedDiscoveryConfiguration", {"status": "ENABLED"}, {"status": "DISABLED"}]]},
		"on": {"session": _session("ENABLED", {"Status": "ENABLED"}, {}), "want": []},
		"paused": {"session": _session("PAUSED", {"Status": "DISABLED"}, {}), "want": []},
		"a member": {"session": _session("ENABLED", {"Status": "DISABLED"}, _member("Enabled")), "want": []},
	}
	steps := control.plan with input.macie2.sessions as [tc.session]
	[[step.subject, step.calls[0].operation, step.calls[0].params, step.undo[0].params] | some step in steps] == tc.want
}
