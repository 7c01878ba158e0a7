# METADATA
# title: Steps that switch credentials off
# description: >-
#   The credential report numbers a user's access keys and does not name them. Which key is meant is known from the date on which it was made;
#   a step is made only where that leaves one key, for another user's or a newer key must never be switched off instead
#   (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html).
package lib.credential_plan

import data.lib.steps
import data.lib.times

# METADATA
# description: The step that deactivates these access keys (a set of 1 and 2) of a user of the report, if it is known which keys they are.
deactivating(row, slots) := steps.step(
	row,
	[_update(row, key, "Inactive") | some key in keys],
	[_update(row, key, "Active") | some key in keys],
	array.concat(
		[steps.changed("iam.credential_report", row.id, sprintf("Row.access_key_%d_active", [slot]), "false") | some slot in slots],
		[steps.changed("iam.users", row.Row.user, sprintf("ListAccessKeys.AccessKeyMetadata.%d.Status", [key.place]), "Inactive") | some key in keys],
	),
) if {
	keys := [key | some slot in [1, 2]; slot in slots; some key in _keys(row, slot)]
	count(keys) == count(slots)
	count(slots) > 0
	count({key.id | some key in keys}) == count(slots)
}

# METADATA
# description: The step that takes a user's console password away. There is no way back but a new password.
without_password(row) := object.union(
	steps.step(
		row,
		[steps.call("iam", "DeleteLoginProfile", {"UserName": row.Row.user})],
		[],
		array.concat(
			[steps.changed("iam.credential_report", row.id, sprintf("Row.%s", [column]), value) | some column, value in _no_password],
			[steps.changed("iam.users", row.Row.user, "GetLoginProfile", {})],
		),
	),
	{"destructive": true},
)

_no_password := {"password_enabled": "false", "password_last_used": "N/A", "password_last_changed": "N/A", "password_next_rotation": "N/A"}

_update(row, key, status) := steps.call("iam", "UpdateAccessKey", {"UserName": row.Row.user, "AccessKeyId": key.id, "Status": status})

# What stands in the report may be four hours old: a key that was made after it must not be taken for the one that it tells of.
_keys(row, slot) := {key |
	some user in input.iam.users
	user.UserName == row.Row.user
	some place, one in user.ListAccessKeys.AccessKeyMetadata
	one.Status == "Active"
	_is(one, user, _changed(row.Row, slot))
	key := {"id": one.AccessKeyId, "place": place}
}

_changed(columns, 1) := columns.access_key_1_last_rotated

_changed(columns, 2) := columns.access_key_2_last_rotated

_is(key, _, changed) if _second(key.CreateDate) == _second(changed)

# The report's date is that of a change of the key where there was one.
_is(key, user, changed) if {
	count([one | some one in user.ListAccessKeys.AccessKeyMetadata; one.Status == "Active"]) == 1
	_second(key.CreateDate) <= _second(changed)
}

_second(date) := floor(times.ns(date) / 1000000000)
