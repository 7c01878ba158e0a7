package controls.iam.user_has_one_active_key_test

import data.controls.iam.user_has_one_active_key as control
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

test_the_plan_switches_off_the_one_that_is_not_used[name] if {
	some name, tc in {
		"the second": {"row": {"access_key_2_last_used_date": "2026-02-14T23:59:59+00:00"}, "want": ["AKIATWO"], "after": "PASSED"},
		"both are used": {"row": {"access_key_2_last_used_date": "2026-02-15T00:00:00+00:00"}, "want": [], "after": "FAILED"},
		"neither is": {"row": {"access_key_1_last_used_date": "2026-01-01T00:00:00+00:00", "access_key_2_last_used_date": "N/A"}, "want": [], "after": "FAILED"},
		"a new one on its way": {"row": {"access_key_2_last_used_date": "N/A", "access_key_2_last_rotated": "2026-03-31T00:00:00+00:00"}, "want": [], "after": "FAILED"},
	}
	row := {"id": "alice", "region": "global", "Row": object.union(
		{
			"user": "alice",
			"access_key_1_active": "true", "access_key_1_last_used_date": "2026-03-31T00:00:00+00:00", "access_key_1_last_rotated": "2020-01-01T00:00:00+00:00",
			"access_key_2_active": "true", "access_key_2_last_used_date": "N/A", "access_key_2_last_rotated": "2020-01-02T00:00:00+00:00",
		},
		tc.row,
	)}
	world := {"as_of": "2026-04-01T00:00:00Z", "iam": {"credential_report": [row], "users": [{"id": "alice", "UserName": "alice", "ListAccessKeys": {"AccessKeyMetadata": [
		{"AccessKeyId": "AKIAONE", "Status": "Active", "CreateDate": "2020-01-01T00:00:00Z"},
		{"AccessKeyId": "AKIATWO", "Status": "Active", "CreateDate": "2020-01-02T00:00:00Z"},
	]}}]}}
	steps := control.plan with input as world
	[call.params.AccessKeyId | some step in steps; some call in step.calls] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
