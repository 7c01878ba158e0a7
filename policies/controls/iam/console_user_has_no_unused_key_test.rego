package controls.iam.console_user_has_no_unused_key_test

import data.controls.iam.console_user_has_no_unused_key as control
import data.lib.steps_test

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

test_the_plan_switches_off_keys_that_were_never_used if {
	row := _row({
		"password_enabled": "true",
		"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00", "access_key_1_last_rotated": "2020-01-01T00:00:00+00:00",
		"access_key_2_active": "true", "access_key_2_last_rotated": "2020-01-02T00:00:00+00:00",
	})
	world := {"iam": {"credential_report": [row], "users": [{"id": "alice", "UserName": "alice", "ListAccessKeys": {"AccessKeyMetadata": [
		{"AccessKeyId": "AKIAONE", "Status": "Active", "CreateDate": "2020-01-01T00:00:00Z"},
		{"AccessKeyId": "AKIATWO", "Status": "Active", "CreateDate": "2020-01-02T00:00:00Z"},
	]}}]}}
	steps := control.plan with input as world
	[call.params.AccessKeyId | some step in steps; some call in step.calls] == ["AKIATWO"]
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
	programs := control.plan with input as {"iam": {"credential_report": [object.union(row, {"Row": {"password_enabled": "false"}})], "users": world.iam.users}}
	programs == set()
}
