# METADATA
# title: Root user, credentials and password policy
# description: >-
#   What IAM's account summary, credential report and password policy say, for the controls that share it. Ages are measured against
#   input.as_of (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html).
package lib.identity

import data.lib.times

# METADATA
# description: The root user has no access key.
root_has_no_key if {
	some summary in input.iam.account_summary
	summary.SummaryMap.AccountAccessKeysPresent == 0
}

# METADATA
# description: The root user has an MFA device, of whatever kind.
root_has_mfa if {
	some summary in input.iam.account_summary
	summary.SummaryMap.AccountMFAEnabled == 1
}

# METADATA
# description: >-
#   The root user has neither a password nor an access key, as in member accounts whose root credentials the organization has removed
#   (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#id_root-user-access-management).
root_has_no_credentials if {
	some summary in input.iam.account_summary
	summary.SummaryMap.AccountPasswordPresent == 0
	summary.SummaryMap.AccountAccessKeysPresent == 0
}

# METADATA
# description: An MFA device of the root user is a virtual one. The console names the first one root-account-mfa-device; others tell their user.
root_has_virtual_mfa if {
	some device in input.iam.virtual_mfa_devices
	endswith(device.SerialNumber, ":mfa/root-account-mfa-device")
}

root_has_virtual_mfa if {
	some device in input.iam.virtual_mfa_devices
	endswith(device.User.Arn, ":root")
}

# METADATA
# description: Users of the credential report who have a console password. The root user's row is none of them.
console contains row.id if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	lower(row.Row.password_enabled) == "true"
}

# METADATA
# description: Users whose active access keys are all at most 90 days old.
rotated contains row.id if {
	some row in input.iam.credential_report
	_unless_active(row.Row.access_key_1_active, row.Row.access_key_1_last_rotated, 90)
	_unless_active(row.Row.access_key_2_active, row.Row.access_key_2_last_rotated, 90)
}

# METADATA
# description: >-
#   Pairs of a number of days and a user who within it used the password and each active access key. One that was never used counts
#   from when it was set, as the CIS benchmarks have it.
used contains [days, row.id] if {
	some days in [45, 90]
	some row in input.iam.credential_report
	_password_used(row.Row, days)
	_key_used(row.Row.access_key_1_active, row.Row.access_key_1_last_used_date, row.Row.access_key_1_last_rotated, days)
	_key_used(row.Row.access_key_2_active, row.Row.access_key_2_last_used_date, row.Row.access_key_2_last_rotated, days)
}

# METADATA
# description: Pairs of a number of days and a user whose console password is there and was not used within it.
unused_passwords contains [days, row.id] if {
	some days in [45, 90]
	some row in input.iam.credential_report
	lower(row.Row.password_enabled) == "true"
	not _password_used(row.Row, days)
}

# METADATA
# description: Triples of a number of days, a user, and which of the user's access keys (1 or 2) is active and was not used within it.
unused_keys contains [days, row.id, 1] if {
	some days in [45, 90]
	some row in input.iam.credential_report
	lower(row.Row.access_key_1_active) == "true"
	not _key_used("true", row.Row.access_key_1_last_used_date, row.Row.access_key_1_last_rotated, days)
}

unused_keys contains [days, row.id, 2] if {
	some days in [45, 90]
	some row in input.iam.credential_report
	lower(row.Row.access_key_2_active) == "true"
	not _key_used("true", row.Row.access_key_2_last_used_date, row.Row.access_key_2_last_rotated, days)
}

_password_used(row, _) if lower(row.password_enabled) in {"false", "not_supported"}

_password_used(row, days) if _within(row.password_last_used, days)

_password_used(row, days) if {
	row.password_last_used in {"no_information", "N/A"}
	_within(row.password_last_changed, days)
}

_key_used(active, _, _, _) if lower(active) == "false"

_key_used(_, last_used, _, days) if _within(last_used, days)

_key_used(_, last_used, rotated_at, days) if {
	last_used == "N/A"
	_within(rotated_at, days)
}

_unless_active(active, _, _) if lower(active) == "false"

_unless_active(_, rotated_at, days) if _within(rotated_at, days)

# METADATA
# description: A column of the report has a date that is at most so many days old.
recent(date, days) if _within(date, days)

# A column without a date holds N/A, no_information or not_supported.
_within(date, days) if {
	regex.match(`^\d{4}-\d{2}-\d{2}T`, date)
	times.ns(input.as_of) - times.ns(date) <= times.days(days)
}

# METADATA
# description: The password policy asks for at least this many characters.
password_length(length) if {
	some policy in input.iam.password_policy
	policy.MinimumPasswordLength >= length
}

# METADATA
# description: The password policy keeps at least this many former passwords from being used again.
password_history(number) if {
	some policy in input.iam.password_policy
	policy.PasswordReusePrevention >= number
}

# METADATA
# description: The password policy lets passwords expire after at most this many days.
password_age(days) if {
	some policy in input.iam.password_policy
	policy.ExpirePasswords == true
	policy.MaxPasswordAge > 0
	policy.MaxPasswordAge <= days
}

# METADATA
# description: The kinds of characters that the password policy asks for, under the names of its settings.
password_characters contains "RequireUppercaseCharacters" if {
	some policy in input.iam.password_policy
	policy.RequireUppercaseCharacters == true
}

password_characters contains "RequireLowercaseCharacters" if {
	some policy in input.iam.password_policy
	policy.RequireLowercaseCharacters == true
}

password_characters contains "RequireSymbols" if {
	some policy in input.iam.password_policy
	policy.RequireSymbols == true
}

password_characters contains "RequireNumbers" if {
	some policy in input.iam.password_policy
	policy.RequireNumbers == true
}
