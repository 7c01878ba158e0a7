package controls.iam.user_has_one_active_key_test

import data.controls.iam.user_has_one_active_key as control

_row(fields) := {"id": "alice", "region": "global", "Row": object.union(
	{
		"user": "alice",
		"password_enabled": "false",
		"access_key_1_active": "false",
		"access_key_1_last_used_date": "N/A",
		"access_key_2_active": "false",
		"access_key_2_last_used_date": "N/A",
	},
	fields,
)}

test_user_has_one_active_key[name] if {
	some name, tc in {
		"no key passes": {"row": {}, "want": ["PASSED", "one"]},
		"the first alone passes": {"row": {"access_key_1_active": "true"}, "want": ["PASSED", "one"]},
		"the second alone passes": {"row": {"access_key_2_active": "true"}, "want": ["PASSED", "one"]},
		"two fail": {"row": {"access_key_1_active": "true", "access_key_2_active": "true"}, "want": ["FAILED", "two"]},
		"the report's other spelling counts": {"row": {"access_key_1_active": "TRUE", "access_key_2_active": "True"}, "want": ["FAILED", "two"]},
	}
	got := control.findings with input.iam.credential_report as [_row(tc.row)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_absent_columns_pass if {
	got := control.findings with input.iam.credential_report as [{"id": "alice", "region": "global", "Row": {}}]
	{finding.status | some finding in got} == {"PASSED"}
}

test_root_is_no_user[name] if {
	some name, fields in {"without keys": {}, "with two": {"access_key_1_active": "true", "access_key_2_active": "true"}}
	report := [object.union(_row(fields), {"id": "<root_account>"})]
	subjects := control.subjects with input.iam.credential_report as report
	subjects == set()
	got := control.findings with input.iam.credential_report as report
	got == set()
}
