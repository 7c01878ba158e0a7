package controls.iam.user_keys_are_rotated_test

import data.controls.iam.user_keys_are_rotated as control

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

test_user_keys_are_rotated[name] if {
	some name, tc in {
		"no key passes": {"row": {}, "want": ["PASSED", "rotated"]},
		"90 days pass": {"row": {"access_key_1_active": "true", "access_key_1_last_rotated": "2026-01-01T00:00:00+00:00"}, "want": ["PASSED", "rotated"]},
		"90 days and a second fail": {"row": {"access_key_1_active": "true", "access_key_1_last_rotated": "2025-12-31T23:59:59+00:00"}, "want": ["FAILED", "old"]},
		"an old second key fails": {"row": {"access_key_2_active": "true", "access_key_2_last_rotated": "2024-01-01T00:00:00+00:00"}, "want": ["FAILED", "old"]},
		"an old key that is off passes": {"row": {"access_key_1_last_rotated": "2024-01-01T00:00:00+00:00"}, "want": ["PASSED", "rotated"]},
		"a key without a date fails": {"row": {"access_key_1_active": "true"}, "want": ["FAILED", "old"]},
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
