# METADATA
# title: Plans for the password policy
# description: >-
#   IAM replaces the password policy as a whole, so a step repeats what the policy has and changes only what has to be stricter
#   (https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html).
package lib.password_plan

import data.lib.steps

# METADATA
# description: >-
#   The step after which the password policy asks for at least these settings, under the names of their parameters. Lengths and the
#   number of former passwords never become smaller, and ages never greater.
step(least) := steps.step(
	_account,
	[steps.call("iam", "UpdateAccountPasswordPolicy", object.union(_settings(policy), _stricter(_settings(policy), least)))],
	[steps.call("iam", "UpdateAccountPasswordPolicy", _settings(policy))],
	[steps.changed("iam.password_policy", policy.id, setting, value) | some setting, value in _seen(_stricter(_settings(policy), least))],
) if {
	some policy in input.iam.password_policy
}

step(least) := steps.step(
	_account,
	[steps.call("iam", "UpdateAccountPasswordPolicy", least)],
	[steps.call("iam", "DeleteAccountPasswordPolicy", {})],
	[steps.added("iam.password_policy", input.account.account, "global", object.union(
		{
			"MinimumPasswordLength": 6, "RequireUppercaseCharacters": false, "RequireLowercaseCharacters": false, "RequireSymbols": false, "RequireNumbers": false,
			"ExpirePasswords": false, "AllowUsersToChangePassword": false,
		},
		_seen(least),
	))],
) if {
	not _own
}

_account := {"id": input.account.id, "region": "global"}

_own if some _ in input.iam.password_policy

_settings(policy) := object.union(
	{
		"MinimumPasswordLength": policy.MinimumPasswordLength,
		"RequireUppercaseCharacters": policy.RequireUppercaseCharacters,
		"RequireLowercaseCharacters": policy.RequireLowercaseCharacters,
		"RequireSymbols": policy.RequireSymbols,
		"RequireNumbers": policy.RequireNumbers,
		"AllowUsersToChangePassword": policy.AllowUsersToChangePassword,
	},
	{name: value |
		some name, value in {
			"MaxPasswordAge": object.get(policy, "MaxPasswordAge", 0),
			"PasswordReusePrevention": object.get(policy, "PasswordReusePrevention", 0),
			"HardExpiry": object.get(policy, "HardExpiry", false),
		}
		not value in {0, false}
	},
)

_stricter(has, least) := {name: _stronger(name, object.get(has, name, 0), value) | some name, value in least}

_stronger(name, has, value) := max([has, value]) if name in {"MinimumPasswordLength", "PasswordReusePrevention"}

_stronger("MaxPasswordAge", has, value) := min([has, value]) if has > 0

_stronger("MaxPasswordAge", has, value) := value if has == 0

_stronger(name, _, value) := value if startswith(name, "Require")

# What a scan finds of settings: an age means that passwords expire.
_seen(settings) := object.union(settings, {"ExpirePasswords": true}) if settings.MaxPasswordAge

_seen(settings) := settings if not settings.MaxPasswordAge
