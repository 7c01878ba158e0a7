package controls.iam.root_has_hardware_mfa_test

import data.controls.iam.root_has_hardware_mfa as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_root := {"id": "d", "SerialNumber": "arn:aws:iam::111122223333:mfa/root-account-mfa-device"}

_alice := {"id": "e", "SerialNumber": "arn:aws:iam::111122223333:mfa/alice", "User": {"Arn": "arn:aws:iam::111122223333:user/alice"}}

test_root_has_hardware_mfa[name] if {
	some name, tc in {
		"MFA without virtual devices passes": {"mfa": 1, "password": 1, "devices": [], "want": ["PASSED", "hardware"]},
		"a user's virtual device does not count": {"mfa": 1, "password": 1, "devices": [_alice], "want": ["PASSED", "hardware"]},
		"a virtual device fails": {"mfa": 1, "password": 1, "devices": [_alice, _root], "want": ["FAILED", "virtual"]},
		"a virtual device under another name fails": {
			"mfa": 1,
			"password": 1,
			"devices": [{"id": "f", "SerialNumber": "arn:aws:iam::111122223333:mfa/phone", "User": {"Arn": "arn:aws:iam::111122223333:root"}}],
			"want": ["FAILED", "virtual"],
		},
		"no MFA fails": {"mfa": 0, "password": 1, "devices": [], "want": ["FAILED", "no_mfa"]},
		"no MFA and a stale virtual device fail": {"mfa": 0, "password": 1, "devices": [_root], "want": ["FAILED", "no_mfa"]},
		"MFA and no credentials pass once": {"mfa": 1, "password": 0, "devices": [], "want": ["PASSED", "hardware"]},
		"no credentials pass": {"mfa": 0, "password": 0, "devices": [], "want": ["PASSED", "no_credentials"]},
		"no credentials and a virtual device pass": {"mfa": 1, "password": 0, "devices": [_root], "want": ["PASSED", "no_credentials"]},
	}
	got := control.findings with input.account as _account
		with input.iam.account_summary as [{
			"id": "111122223333",
			"region": "global",
			"SummaryMap": {"AccountMFAEnabled": tc.mfa, "AccountPasswordPresent": tc.password, "AccountAccessKeysPresent": 0},
		}]
		with input.iam.virtual_mfa_devices as tc.devices
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_nothing_known_fails if {
	got := control.findings with input.account as _account
		with input.iam.account_summary as [{"id": "111122223333", "region": "global"}]
		with input.iam.virtual_mfa_devices as []
	{finding.code | some finding in got} == {"no_mfa"}
}
