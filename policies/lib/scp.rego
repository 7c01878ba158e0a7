# METADATA
# title: Service control policies
# description: >-
#   What the organization denies to everyone in the account: by policies attached to its root, to the account itself, or to a unit
#   above it, as far as the units are in the evidence
#   (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html).
package lib.scp

# METADATA
# description: A policy denies the action on the resource (a pattern, "*" for all) to an ordinary user of the account.
denies(action, resource) if {
	some policy in input.organizations.policies
	policy.id in _holding
	kijun.policy.evaluate(policy.DescribePolicy.Policy.Content, {
		"action": action,
		"resource": resource,
		"principal": {"type": "AWS", "value": sprintf("arn:%s:iam::%s:user/somebody", [input.account.partition, input.account.account])},
	}).decision == "deny"
}

# The account that manages the organization is not subject to its policies.
_holding contains policy.id if {
	some organization in input.organizations.organization
	organization.MasterAccountId != input.account.account
	some policy in input.organizations.policies
	some target in policy.ListTargetsForPolicy.Targets
	_includes(target)
}

_includes(target) if target.Type == "ROOT"

_includes(target) if target.TargetId == input.account.account

_includes(target) if target.TargetId in _units

# The units above the account: its own, and up to five above that.
_own contains unit.id if {
	some unit in input.organizations.units
	some member in unit.ListAccountsForParent.Accounts
	member.Id == input.account.account
}

_second contains unit.ParentId if {
	some unit in input.organizations.units
	unit.id in _own
}

_third contains unit.ParentId if {
	some unit in input.organizations.units
	unit.id in _second
}

_fourth contains unit.ParentId if {
	some unit in input.organizations.units
	unit.id in _third
}

_fifth contains unit.ParentId if {
	some unit in input.organizations.units
	unit.id in _fourth
}

_units := (((_own | _second) | _third) | _fourth) | _fifth
