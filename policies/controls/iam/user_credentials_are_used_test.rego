package controls.iam.user_credentials_are_used_test

import data.controls.iam.user_credentials_are_used as control
import data.lib.steps_test

_root := {"id": "<root_account>", "region": "global", "Row": {
	"user": "<root_account>",
	"password_enabled": "not_supported",
	"mfa_active": "false",
	"access_key_1_active": "true",
	"access_key_1_last_rotated": "2020-01-01T00:00:00+00:00",
	"access_key_1_last_used_date": "2020-01-01T00:00:00+00:00",
	"access_key_2_active": "false",
}}

_row(fields) := {"id": "alice", "region": "global", "Row": object.union(
	{
		"user": "alice",
		"password_enabled": "false",
		"password_last_used": "N/A",
		"password_last_changed": "N/A",
		"mfa_active": "false",
		"access_key_1_active": "false",
		"access_key_1_last_used_date": "N/A",
		"access_key_1_last_rotated": "N/A",
		"access_key_2_active": "false",
		"access_key_2_last_used_date": "N/A",
		"access_key_2_last_rotated": "N/A",
	},
	fields,
)}

test_user_credentials_are_used[name] if {
	some name, tc in {
		"no credentials pass": {"row": {}, "want": ["PASSED", "used"]},
		"a password used 90 days ago passes": {"row": {"password_enabled": "true", "password_last_used": "2026-01-01T00:00:00+00:00"}, "want": ["PASSED", "used"]},
		"a password used 90 days and a second ago fails": {"row": {"password_enabled": "true", "password_last_used": "2025-12-31T23:59:59+00:00"}, "want": ["FAILED", "unused"]},
		"a new password that was never used passes": {"row": {"password_enabled": "true", "password_last_used": "no_information", "password_last_changed": "2026-01-01T00:00:00+00:00"}, "want": ["PASSED", "used"]},
		"an old password that was never used fails": {"row": {"password_enabled": "true", "password_last_used": "no_information", "password_last_changed": "2025-12-31T23:59:59+00:00"}, "want": ["FAILED", "unused"]},
		"a key used 90 days ago passes": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00"}, "want": ["PASSED", "used"]},
		"a key used 90 days and a second ago fails": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2025-12-31T23:59:59+00:00"}, "want": ["FAILED", "unused"]},
		"a second key that was never used fails": {"row": {"access_key_2_active": "true", "access_key_2_last_used_date": "N/A", "access_key_2_last_rotated": "2025-12-31T23:59:59+00:00"}, "want": ["FAILED", "unused"]},
		"a key that is off passes": {"row": {"access_key_1_last_used_date": "2025-12-31T23:59:59+00:00"}, "want": ["PASSED", "used"]},
		"an unknown password fails": {"row": {"password_enabled": "true"}, "want": ["FAILED", "unused"]},
	}
	got := control.findings with input.as_of as "2026-04-01T00:00:00Z"
		with input.iam.credential_report as [_root, _row(tc.row)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_subjects_are_users if {
	got := control.subjects with input.iam.credential_report as [_root, _row({"password_enabled": "true"})]
	got == {"alice"}
}

test_root_is_no_user if {
	got := control.findings with input.as_of as "2026-04-01T00:00:00Z"
		with input.iam.credential_report as [_root, object.union(_row({}), {"id": "<root_account>"})]
	got == set()
}

test_the_plan_switches_off_what_is_unused[name] if {
	some name, tc in {
		"a key": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2025-12-31T23:59:59+00:00"}, "want": ["UpdateAccessKey"], "after": "PASSED"},
		"two keys": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2025-12-31T23:59:59+00:00", "access_key_2_active": "true", "access_key_2_last_used_date": "N/A"}, "want": ["UpdateAccessKey", "UpdateAccessKey"], "after": "PASSED"},
		"one of two keys": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00", "access_key_2_active": "TRUE", "access_key_2_last_used_date": "2025-12-31T23:59:59+00:00"}, "want": ["UpdateAccessKey"], "after": "PASSED"},
		"a password": {"row": {"password_enabled": "true", "password_last_used": "2025-12-31T23:59:59+00:00"}, "want": ["DeleteLoginProfile"], "after": "PASSED"},
		"both": {"row": {"password_enabled": "true", "password_last_used": "2025-12-31T23:59:59+00:00", "access_key_1_active": "true", "access_key_1_last_used_date": "N/A"}, "want": ["DeleteLoginProfile", "UpdateAccessKey"], "after": "PASSED"},
		"nothing": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": "2026-01-01T00:00:00+00:00"}, "want": [], "after": "PASSED"},
	}
	dates := {"access_key_1_last_rotated": "2020-01-01T00:00:00+00:00", "access_key_2_last_rotated": "2020-01-02T00:00:00+00:00"}
	world := {"as_of": "2026-04-01T00:00:00Z", "iam": {"credential_report": [_root, _row(object.union(dates, tc.row))], "users": [_user]}}
	steps := control.plan with input as world
	sort([operation | some step in steps; some operation in steps_test.operations(step)]) == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}

test_only_a_password_is_lost if {
	world := {"as_of": "2026-04-01T00:00:00Z", "iam": {"credential_report": [_row({"password_enabled": "true", "password_last_used": "2025-12-31T23:59:59+00:00", "access_key_1_active": "true", "access_key_1_last_rotated": "2020-01-01T00:00:00+00:00"})], "users": [_user]}}
	steps := control.plan with input as world
	{[steps_test.operations(step)[0], step.destructive] | some step in steps} == {["UpdateAccessKey", false], ["DeleteLoginProfile", true]}
}

_user := {"id": "alice", "region": "global", "UserName": "alice", "ListAccessKeys": {"AccessKeyMetadata": [
	{"AccessKeyId": "AKIAONE", "Status": "Active", "CreateDate": "2020-01-01T00:00:00Z"},
	{"AccessKeyId": "AKIATWO", "Status": "Active", "CreateDate": "2020-01-02T00:00:00Z"},
]}}
