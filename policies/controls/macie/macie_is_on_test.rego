package controls.macie.macie_is_on_test

import data.controls.macie.macie_is_on as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

_session(more) := object.union({"id": "ap-northeast-1", "region": "ap-northeast-1"}, more)

test_macie_is_on[name] if {
	some name, tc in {
		"on": {"sessions": [_session({"Status": "ENABLED"})], "want": ["PASSED", "enabled"]},
		"paused": {"sessions": [_session({"Status": "PAUSED"})], "want": ["FAILED", "paused"]},
		"untold": {"sessions": [_session({})], "want": ["FAILED", "paused"]},
		"off": {"sessions": [], "want": ["FAILED", "disabled"]},
		"on elsewhere": {"sessions": [_session({"region": "us-east-1", "Status": "ENABLED"})], "want": ["FAILED", "disabled"]},
	}
	got := control.findings with input.regions as _regions with input.macie2.sessions as tc.sessions
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan[name] if {
	some name, tc in {
		"on": {"sessions": [_session({"Status": "ENABLED"})], "want": []},
		"paused": {"sessions": [_session({"Status": "PAUSED"})], "want": [["ap-northeast-1", "UpdateMacieSession", "UpdateMacieSession"]]},
		"off": {"sessions": [], "want": [["ap-northeast-1", "EnableMacie", "DisableMacie"]]},
	}
	steps := control.plan with input.regions as _regions
		with input.macie2.sessions as tc.sessions
		with input.account as {"account": "111122223333", "partition": "aws"}
	[[step.subject, step.calls[0].operation, step.undo[0].operation] | some step in steps] == tc.want
}
