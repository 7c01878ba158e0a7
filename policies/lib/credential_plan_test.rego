package lib.credential_plan_test

import data.lib.credential_plan
import data.lib.steps_test

_columns := {
	"user": "alice",
	"password_enabled": "true",
	"access_key_1_active": "true",
	"access_key_1_last_rotated": "2026-01-01T00:00:00+00:00",
	"access_key_2_active": "true",
	"access_key_2_last_rotated": "2026-02-01T00:00:00+00:00",
}

# METADATA
# description: A row of the report with two keys, changed in some columns.
row(columns) := {"id": "alice", "region": "global", "Row": object.union(_columns, columns)}

# METADATA
# description: A key of a user.
key(id, status, made) := {"AccessKeyId": id, "Status": status, "CreateDate": made, "UserName": "alice"}

# METADATA
# description: The user with these keys.
user(keys) := {"id": "alice", "region": "global", "UserName": "alice", "ListAccessKeys": {"AccessKeyMetadata": keys}}

_both := [key("AKIAONE", "Active", "2026-01-01T00:00:00Z"), key("AKIATWO", "Active", "2026-02-01T00:00:00.5Z")]

test_which_keys[name] if {
	some name, tc in {
		"the first": {"slots": {1}, "keys": _both, "want": ["AKIAONE"]},
		"the second, of whose date the report tells no fraction": {"slots": {2}, "keys": _both, "want": ["AKIATWO"]},
		"both": {"slots": {1, 2}, "keys": _both, "want": ["AKIAONE", "AKIATWO"]},
		"listed the other way round": {"slots": {1}, "keys": [_both[1], _both[0]], "want": ["AKIAONE"]},
		"one that was changed after it was made, and is the only one": {"slots": {1}, "keys": [key("AKIAOLD", "Active", "2025-01-01T00:00:00Z")], "want": ["AKIAOLD"]},
		"one that was made after the report": {"slots": {1}, "keys": [key("AKIANEW", "Active", "2026-01-01T00:00:01Z")], "want": []},
		"one that is off by now": {"slots": {1}, "keys": [key("AKIAONE", "Inactive", "2026-01-01T00:00:00Z")], "want": []},
		"two that were changed after they were made": {"slots": {1}, "keys": [key("AKIAA", "Active", "2025-01-01T00:00:00Z"), key("AKIAB", "Active", "2025-01-02T00:00:00Z")], "want": []},
		"two of the same second": {"slots": {1}, "keys": [key("AKIAA", "Active", "2026-01-01T00:00:00Z"), key("AKIAB", "Active", "2026-01-01T00:00:00Z")], "want": []},
		"one of two is known": {"slots": {1, 2}, "keys": [_both[0]], "want": []},
		"none": {"slots": set(), "keys": _both, "want": []},
		"keys that could not be read": {"slots": {1}, "keys": [], "want": []},
	}
	got := [call.params.AccessKeyId | some call in credential_plan.deactivating(row({}), tc.slots).calls] with input.iam.users as [user(tc.keys)]
	got == tc.want
}

test_other_users_keep_their_keys if {
	bob := object.union(user(_both), {"id": "bob", "UserName": "bob"})
	not credential_plan.deactivating(row({}), {1}) with input.iam.users as [bob]
}

test_it_is_switched_off_and_on_again if {
	world := {"iam": {"users": [user(_both)], "credential_report": [row({})]}}
	step := credential_plan.deactivating(row({}), {2}) with input as world
	step.calls == [{"service": "iam", "operation": "UpdateAccessKey", "params": {"UserName": "alice", "AccessKeyId": "AKIATWO", "Status": "Inactive"}}]
	step.undo == [{"service": "iam", "operation": "UpdateAccessKey", "params": {"UserName": "alice", "AccessKeyId": "AKIATWO", "Status": "Active"}}]
	step.destructive == false
	left := steps_test.after(world, [step])
	left.iam.credential_report[0].Row.access_key_1_active == "true"
	left.iam.credential_report[0].Row.access_key_2_active == "false"
	[one.Status | some one in left.iam.users[0].ListAccessKeys.AccessKeyMetadata] == ["Active", "Inactive"]
}

test_a_password_does_not_come_back if {
	world := {"iam": {"users": [object.union(user([]), {"GetLoginProfile": {"LoginProfile": {}}})], "credential_report": [row({})]}}
	step := credential_plan.without_password(row({}))
	step.destructive == true
	step.undo == []
	left := steps_test.after(world, [step])
	left.iam.credential_report[0].Row.password_enabled == "false"
	left.iam.users[0].GetLoginProfile == {}
}
