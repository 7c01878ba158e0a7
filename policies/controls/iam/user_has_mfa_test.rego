package controls.iam.user_has_mfa_test

import data.controls.iam.user_has_mfa as control

_row(user, columns) := {"id": user, "region": "global", "Row": columns}

test_user_has_mfa[name] if {
	some name, tc in {
		"MFA": {"row": _row("ann", {"mfa_active": "true", "password_enabled": "true"}), "want": [["PASSED", "mfa"]]},
		"no MFA": {"row": _row("ann", {"mfa_active": "false", "password_enabled": "true"}), "want": [["FAILED", "no_mfa"]]},
		"no password and no MFA": {"row": _row("ann", {"mfa_active": "FALSE", "password_enabled": "false"}), "want": [["FAILED", "no_mfa"]]},
		"untold": {"row": _row("ann", {}), "want": [["FAILED", "no_mfa"]]},
		"the root user with MFA": {"row": _row("<root_account>", {"mfa_active": "true"}), "want": []},
		"the root user": {"row": _row("<root_account>", {"mfa_active": "false"}), "want": []},
	}
	got := control.findings with input.iam.credential_report as [tc.row]
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.iam.credential_report as [tc.row]
	count(subjects) == count(tc.want)
}
