package lib.identity_test

import data.lib.identity

_row(fields) := {"id": "alice", "region": "global", "Row": object.union(
	{
		"user": "alice",
		"password_enabled": "false",
		"password_last_used": "N/A",
		"password_last_changed": "N/A",
		"mfa_active": "false",
		"access_key_1_active": "false",
		"access_key_1_last_rotated": "N/A",
		"access_key_1_last_used_date": "N/A",
		"access_key_2_active": "false",
		"access_key_2_last_rotated": "N/A",
		"access_key_2_last_used_date": "N/A",
	},
	fields,
)}

_as_of := "2026-04-01T00:00:00Z"

_exactly_90_days := "2026-01-01T00:00:00+00:00"

_90_days_and_a_second := "2025-12-31T23:59:59+00:00"

_exactly_45_days := "2026-02-15T00:00:00+00:00"

_45_days_and_a_second := "2026-02-14T23:59:59+00:00"

test_rotated[name] if {
	some name, tc in {
		"no keys": {"row": {}, "want": {"alice"}},
		"90 days": {"row": {"access_key_1_active": "true", "access_key_1_last_rotated": _exactly_90_days}, "want": {"alice"}},
		"90 days and a second": {"row": {"access_key_1_active": "true", "access_key_1_last_rotated": _90_days_and_a_second}, "want": set()},
		"the second key": {"row": {"access_key_2_active": "true", "access_key_2_last_rotated": _90_days_and_a_second}, "want": set()},
		"an old key that is off": {"row": {"access_key_1_active": "false", "access_key_1_last_rotated": _90_days_and_a_second}, "want": {"alice"}},
		"a key without a date": {"row": {"access_key_1_active": "true", "access_key_1_last_rotated": "N/A"}, "want": set()},
		"in capitals": {"row": {"access_key_1_active": "FALSE", "access_key_2_active": "FALSE"}, "want": {"alice"}},
	}
	got := identity.rotated with input.as_of as _as_of with input.iam.credential_report as [_row(tc.row)]
	got == tc.want
}

test_rotated_needs_its_columns[column] if {
	some column in ["access_key_1_active", "access_key_2_active"]
	row := _row({})
	cut := identity.rotated with input.as_of as _as_of
		with input.iam.credential_report as [{"id": "alice", "Row": object.remove(row.Row, [column])}]
	cut == set()
}

test_used[name] if {
	some name, tc in {
		"nothing to use": {"row": {}, "want": {45, 90}},
		"a password used 45 days ago": {"row": {"password_enabled": "true", "password_last_used": _exactly_45_days}, "want": {45, 90}},
		"a password used 45 days and a second ago": {"row": {"password_enabled": "true", "password_last_used": _45_days_and_a_second}, "want": {90}},
		"a password used 90 days ago": {"row": {"password_enabled": "true", "password_last_used": _exactly_90_days}, "want": {90}},
		"a password used 90 days and a second ago": {"row": {"password_enabled": "true", "password_last_used": _90_days_and_a_second}, "want": set()},
		"a password that is off": {"row": {"password_enabled": "FALSE", "password_last_used": _90_days_and_a_second}, "want": {45, 90}},
		"a password never used, set 45 days ago": {
			"row": {"password_enabled": "TRUE", "password_last_used": "no_information", "password_last_changed": _exactly_45_days},
			"want": {45, 90},
		},
		"a password never used, set 90 days and a second ago": {
			"row": {"password_enabled": "true", "password_last_used": "no_information", "password_last_changed": _90_days_and_a_second},
			"want": set(),
		},
		"a password of which nothing is known": {"row": {"password_enabled": "true", "password_last_used": "N/A"}, "want": set()},
		"a password used long ago and changed since": {
			"row": {"password_enabled": "true", "password_last_used": _90_days_and_a_second, "password_last_changed": _exactly_45_days},
			"want": set(),
		},
		"no support": {"row": {"password_enabled": "not_supported"}, "want": {45, 90}},
		"a key used 45 days ago": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": _exactly_45_days}, "want": {45, 90}},
		"a key used 45 days and a second ago": {"row": {"access_key_2_active": "true", "access_key_2_last_used_date": _45_days_and_a_second}, "want": {90}},
		"a key used 90 days and a second ago": {"row": {"access_key_1_active": "true", "access_key_1_last_used_date": _90_days_and_a_second}, "want": set()},
		"a key that is off": {"row": {"access_key_1_active": "false", "access_key_1_last_used_date": _90_days_and_a_second}, "want": {45, 90}},
		"a key never used, made 45 days ago": {"row": {"access_key_1_active": "true", "access_key_1_last_rotated": _exactly_45_days}, "want": {45, 90}},
		"a key never used, made 90 days ago": {"row": {"access_key_2_active": "true", "access_key_2_last_rotated": _exactly_90_days}, "want": {90}},
		"a key never used, made 90 days and a second ago": {"row": {"access_key_2_active": "true", "access_key_2_last_rotated": _90_days_and_a_second}, "want": set()},
		"a key used long ago and made since": {
			"row": {"access_key_1_active": "true", "access_key_1_last_used_date": _90_days_and_a_second, "access_key_1_last_rotated": _exactly_45_days},
			"want": set(),
		},
		"a key without dates": {"row": {"access_key_1_active": "true"}, "want": set()},
		"one credential used and one not": {
			"row": {
				"password_enabled": "true",
				"password_last_used": _exactly_45_days,
				"access_key_1_active": "true",
				"access_key_1_last_used_date": _90_days_and_a_second,
			},
			"want": set(),
		},
	}
	got := identity.used with input.as_of as _as_of with input.iam.credential_report as [_row(tc.row)]
	got == {[days, "alice"] | some days in tc.want}
}

test_console[name] if {
	some name, tc in {
		"with a password": {"row": _row({"password_enabled": "true"}), "want": {"alice"}},
		"in capitals": {"row": _row({"password_enabled": "TRUE"}), "want": {"alice"}},
		"without a password": {"row": _row({}), "want": set()},
		"no column": {"row": {"id": "alice", "Row": {}}, "want": set()},
		"the root user": {"row": object.union(_row({"password_enabled": "true"}), {"id": "<root_account>"}), "want": set()},
	}
	got := identity.console with input.iam.credential_report as [tc.row]
	got == tc.want
}

test_virtual_mfa_of_root[name] if {
	some name, tc in {
		"the console's": {"device": {"SerialNumber": "arn:aws:iam::111122223333:mfa/root-account-mfa-device"}, "want": true},
		"one with a name": {"device": {"SerialNumber": "arn:aws:iam::111122223333:mfa/phone", "User": {"Arn": "arn:aws:iam::111122223333:root"}}, "want": true},
		"a user's": {"device": {"SerialNumber": "arn:aws:iam::111122223333:mfa/phone", "User": {"Arn": "arn:aws:iam::111122223333:user/alice"}}, "want": false},
		"nobody's": {"device": {"SerialNumber": "arn:aws:iam::111122223333:mfa/phone"}, "want": false},
		"a user called root": {"device": {"SerialNumber": "arn:aws:iam::111122223333:mfa/x", "User": {"Arn": "arn:aws:iam::111122223333:user/root"}}, "want": false},
	}
	tc.want == _virtual([tc.device])
}

_virtual(devices) if identity.root_has_virtual_mfa with input.iam.virtual_mfa_devices as devices

_virtual(devices) := false if {
	not identity.root_has_virtual_mfa with input.iam.virtual_mfa_devices as devices
}

test_root[name] if {
	some name, tc in {
		"nothing": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0}, "want": {"no key", "no credentials"}},
		"a password": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 1, "AccountAccessKeysPresent": 0}, "want": {"no key"}},
		"a key": {"summary": {"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 1}, "want": set()},
		"MFA": {"summary": {"AccountMFAEnabled": 1, "AccountPasswordPresent": 1, "AccountAccessKeysPresent": 2}, "want": {"mfa"}},
		"unknown": {"summary": {}, "want": set()},
	}
	_root_facts(tc.summary) == tc.want
}

_root_facts(summary) := facts if {
	elements := [{"id": "111122223333", "SummaryMap": summary}]
	facts := ({"no key" | identity.root_has_no_key with input.iam.account_summary as elements} | {"mfa" | identity.root_has_mfa with input.iam.account_summary as elements}) | {"no credentials" | identity.root_has_no_credentials with input.iam.account_summary as elements}
}

test_password_policy[name] if {
	some name, tc in {
		"all at the limit": {
			"policy": {"MinimumPasswordLength": 14, "PasswordReusePrevention": 24, "ExpirePasswords": true, "MaxPasswordAge": 90},
			"want": {"length", "history", "age"},
		},
		"all beyond the limit": {
			"policy": {"MinimumPasswordLength": 13, "PasswordReusePrevention": 23, "ExpirePasswords": true, "MaxPasswordAge": 91},
			"want": set(),
		},
		"passwords that do not expire": {"policy": {"ExpirePasswords": false, "MaxPasswordAge": 30}, "want": set()},
		"no age": {"policy": {"ExpirePasswords": true, "MaxPasswordAge": 0}, "want": set()},
		"nothing": {"policy": {}, "want": set()},
	}
	_password_facts(tc.policy) == tc.want
}

_password_facts(policy) := facts if {
	facts := ({"length" | identity.password_length(14) with input.iam.password_policy as [policy]} | {"history" | identity.password_history(24) with input.iam.password_policy as [policy]}) | {"age" | identity.password_age(90) with input.iam.password_policy as [policy]}
}

test_password_characters[setting] if {
	some setting in ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireSymbols", "RequireNumbers"]
	on := identity.password_characters with input.iam.password_policy as [{setting: true}]
	on == {setting}
	off := identity.password_characters with input.iam.password_policy as [{setting: false}]
	off == set()
}
