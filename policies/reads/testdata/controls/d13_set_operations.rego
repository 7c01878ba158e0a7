package controls.d13_set_operations

import data.lib.result

findings contains result.pass(input.account, "clean", {}, []) if count(_users - _with_mfa) == 0

findings contains result.fail(input.account, "both", {}, []) if {
	count(_users - _with_mfa) > 0
	_with_mfa & _with_keys != set()
}

findings contains result.warn(input.account, "apart", {}, []) if {
	count(_users - _with_mfa) > 0
	_with_mfa & _with_keys == set()
}

_users := {user.id | some user in input.iam.users}

_with_mfa contains user.id if {
	some user in input.iam.users
	some device in user.ListMFADevices
	device.Enabled
}

_with_keys contains user.id if {
	some user in input.iam.users
	"Active" in {key.Status | some key in user.ListAccessKeys}
}
