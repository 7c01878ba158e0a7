package controls.iam.console_user_has_no_unused_key_test

import data.controls.iam.console_user_has_no_unused_key as control

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

test_console_user_has_no_unused_key[name] if {
	some name, tc in {
		"no key passes": {"row": {}, "want": ["PASSED", "none"]},
		"a key that is used passes": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00"}, "want": ["PASSED", "none"]},
		"a key that was never used fails": {"row": {"access_key_1_active": "true"}, "want": ["FAILED", "unused"]},
		"a second key that was never used fails": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00", "access_key_2_active": "true"}, "want": ["FAILED", "unused"]},
		"two keys that are used pass": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00", "access_key_2_active": "true", "access_key_2_last_used_date": "2026-01-01T00:00:00+00:00"}, "want": ["PASSED", "none"]},
		"an unused key that is off passes": {"row": {"access_key_2_active": "false"}, "want": ["PASSED", "none"]},
		"the report's other spelling counts": {"row": {"access_key_1_active": "TRUE"}, "want": ["FAILED", "unused"]},
	}
	row := _row(object.union({"password_enabled": "true"}, tc.row))
	got := control.findings with input.iam.credential_report as [row]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_absent_columns_pass if {
	got := control.findings with input.iam.credential_report as [{"id": "alice", "region": "global", "Row": {"password_enabled": "true"}}]
	{finding.status | some finding in got} == {"PASSED"}
}

test_subjects_have_a_console_password if {
	report := [
		_row({"access_key_1_active": "true"}),
		object.union(_row({}), {"id": "carol"}),
		object.union(_row({"password_enabled": "true", "access_key_1_active": "true"}), {"id": "bob"}),
		object.union(_row({"password_enabled": "true", "access_key_1_active": "true"}), {"id": "<root_account>"}),
	]
	subjects := control.subjects with input.iam.credential_report as report
	subjects == {"bob"}
	got := control.findings with input.iam.credential_report as report
	{finding.id | some finding in got} == {"bob"}
}
