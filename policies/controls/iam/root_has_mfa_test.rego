package controls.iam.root_has_mfa_test

import data.controls.iam.root_has_mfa as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

test_root_has_mfa[name] if {
	some name, tc in {
		"MFA passes": {"summary": {"AccountMFAEnabled": 1, "AccountPasswordPresent": 1, "AccountAccessKeysPresent": 0}, "want": ["PASSED", "mfa"]},
		"no MFA fails": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 1, "AccountAccessKeysPresent": 0}, "want": ["FAILED", "no_mfa"]},
		"no credentials pass": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0}, "want": ["PASSED", "no_credentials"]},
		"MFA without credentials passes": {"summary": {"AccountMFAEnabled": 1, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0}, "want": ["PASSED", "mfa"]},
		"a key without a password fails": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 1}, "want": ["FAILED", "no_mfa"]},
		"an unknown password fails": {"summary": {"AccountMFAEnabled": 0, "AccountAccessKeysPresent": 0}, "want": ["FAILED", "no_mfa"]},
		"unknown keys fail": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 0}, "want": ["FAILED", "no_mfa"]},
		"nothing known fails": {"summary": {}, "want": ["FAILED", "no_mfa"]},
	}
	got := control.findings with input.account as _account
		with input.iam.account_summary as [{"id": "111122223333", "region": "global", "SummaryMap": tc.summary}]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
