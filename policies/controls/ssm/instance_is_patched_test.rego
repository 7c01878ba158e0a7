package controls.ssm.instance_is_patched_test

import data.controls.ssm.instance_is_patched as control

test_instance_is_patched[name] if {
	some name, tc in {
		"compliant": {"state": {"Status": "COMPLIANT"}, "want": ["PASSED", "compliant"]},
		"lacking": {"state": {"Status": "NON_COMPLIANT"}, "want": ["FAILED", "lacking"]},
		"lacking little": {"state": {"Status": "NON_COMPLIANT", "OverallSeverity": "LOW"}, "want": ["FAILED", "lacking"]},
		"a status that nobody knows": {"state": {"Status": "UNHEARD"}, "want": ["FAILED", "lacking"]},
		"no status": {"state": {}, "want": ["FAILED", "lacking"]},
	}
	got := control.findings with input.ssm.patch_compliance as [object.union({"id": "i-1", "region": "ap-northeast-1"}, tc.state)]
	{[finding.id, finding.status, finding.code] | some finding in got} == {["i-1", tc.want[0], tc.want[1]]}
}
