package controls.iam.root_user_is_not_used_test

import data.controls.iam.root_user_is_not_used as control

_root(fields) := {"id": "<root_account>", "region": "global", "Row": object.union(
	{
		"user": "<root_account>",
		"password_enabled": "not_supported",
		"password_last_used": "no_information",
		"access_key_1_active": "false",
		"access_key_1_last_used_date": "N/A",
		"access_key_2_active": "false",
		"access_key_2_last_used_date": "N/A",
	},
	fields,
)}

_user := {"id": "alice", "region": "global", "Row": {"user": "alice", "password_last_used": "2026-03-31T23:00:00+00:00", "access_key_1_last_used_date": "2026-03-31T23:00:00+00:00", "access_key_2_last_used_date": "2026-03-31T23:00:00+00:00"}}

test_root_user_is_not_used[name] if {
	some name, tc in {
		"never passes": {"row": {}, "want": ["PASSED", "unused"]},
		"a day and a second ago passes": {"row": {"password_last_used": "2026-03-30T23:59:59+00:00"}, "want": ["PASSED", "unused"]},
		"a day ago fails": {"row": {"password_last_used": "2026-03-31T00:00:00+00:00"}, "want": ["FAILED", "used"]},
		"a key within the day fails": {"row": {"access_key_1_last_used_date": "2026-03-31T12:00:00+00:00"}, "want": ["FAILED", "used"]},
		"the second key within the day fails": {"row": {"access_key_2_last_used_date": "2026-03-31T12:00:00+00:00"}, "want": ["FAILED", "used"]},
		"keys long ago pass": {"row": {"access_key_1_last_used_date": "2025-01-01T00:00:00+00:00", "access_key_2_last_used_date": "2025-01-01T00:00:00+00:00"}, "want": ["PASSED", "unused"]},
		"a word that is no date passes": {"row": {"password_last_used": "not_supported"}, "want": ["PASSED", "unused"]},
	}
	got := control.findings with input.as_of as "2026-04-01T00:00:00Z"
		with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
		with input.iam.credential_report as [_user, _root(tc.row)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_absent_columns_pass if {
	got := control.findings with input.as_of as "2026-04-01T00:00:00Z"
		with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
		with input.iam.credential_report as [{"id": "<root_account>", "region": "global", "Row": {}}]
	{finding.status | some finding in got} == {"PASSED"}
}

test_days_are_a_parameter if {
	statuses := {status |
		some days in [29, 30]
		got := control.findings with input.as_of as "2026-04-01T00:00:00Z"
			with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
			with input.iam.credential_report as [_root({"password_last_used": "2026-03-02T00:00:00+00:00"})]
			with data.parameters as {"CIS3.0/1.7": {"unusedForDays": days}}
		some finding in got
		status := [days, finding.status, finding.args.days]
	}
	statuses == {[29, "PASSED", 29], [30, "FAILED", 30]}
}
