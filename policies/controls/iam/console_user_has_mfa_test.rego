package controls.iam.console_user_has_mfa_test

import data.controls.iam.console_user_has_mfa as control

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

test_console_user_has_mfa[name] if {
	some name, tc in {
		"MFA passes": {"row": {"password_enabled": "true", "mfa_active": "true"}, "want": ["PASSED", "mfa"]},
		"MFA in capitals passes": {"row": {"password_enabled": "TRUE", "mfa_active": "TRUE"}, "want": ["PASSED", "mfa"]},
		"no MFA fails": {"row": {"password_enabled": "true", "mfa_active": "false"}, "want": ["FAILED", "no_mfa"]},
		"an absent column fails": {"row": {"password_enabled": "true", "mfa_active": ""}, "want": ["FAILED", "no_mfa"]},
	}
	got := control.findings with input.iam.credential_report as [_root, _row(tc.row)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_users_without_a_password_are_out_of_scope if {
	got := control.findings with input.iam.credential_report as [_root, _row({})]
	got == set()
	subjects := control.subjects with input.iam.credential_report as [_root, _row({})]
	subjects == set()
	guarded := control.findings with input.iam.credential_report as [_row({"mfa_active": "true"})]
	guarded == set()
}

test_subjects_are_users if {
	got := control.subjects with input.iam.credential_report as [_root, _row({"password_enabled": "true"})]
	got == {"alice"}
}
