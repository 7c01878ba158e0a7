# METADATA
# title: Service control policies
# description: >-
#   What the organization denies to everyone in the account. Only policies attached to the root of the organization or to the account
#   itself are taken, because the account's place among the organizational units is not in the evidence
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
