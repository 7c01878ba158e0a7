# METADATA
# title: Roles of services
# description: >-
#   Which roles AWS services can take on, and what these may do. All policies of a role count together, and a permissions boundary
#   limits them (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
package lib.roles

import data.lib.jobs

# METADATA
# description: A role exists.
exists(arn) if {
	some role in input.iam.roles
	role.Arn == arn
}

# METADATA
# description: A service can take on a role, perhaps under a condition.
trusts(arn, service) if {
	some role in input.iam.roles
	role.Arn == arn
	request := {"action": "sts:AssumeRole", "principal": {"type": "Service", "value": service}}
	"allow" in kijun.policy.evaluate(role.AssumeRolePolicyDocument, request).possible
}

# METADATA
# description: A role has AWS's policy AWS_ConfigRole, which AWS keeps up to date with what AWS Config records.
records(arn) if {
	some role in input.iam.roles
	role.Arn == arn
	some attached in role.AttachedManagedPolicies
	endswith(attached.PolicyArn, ":iam::aws:policy/service-role/AWS_ConfigRole")
}

# METADATA
# description: A role can look at security groups and revoke their rules, perhaps not of every group.
revokes(arn) if {
	some role in input.iam.roles
	role.Arn == arn
	every action in ["ec2:DescribeSecurityGroups", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"] {
		_allowed(role, action)
		not _denied(role, action)
		not _outside_boundary(role, action)
	}
}

# METADATA
# description: >-
#   ARNs of the roles with a policy that allows all that an administrator of the account or of IAM does, unless a permissions boundary
#   keeps them from it.
administrators contains role.Arn if {
	some role in input.iam.roles
	role.id in _administering
	not role.id in _bounded
}

_administering contains role.id if {
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	attached.PolicyArn in _administering_policies
}

_administering contains role.id if {
	some role in input.iam.roles
	some inline in role.RolePolicyList
	_administers(inline.PolicyDocument)
}

_bounded contains role.id if {
	some role in input.iam.roles
	boundary := role.PermissionsBoundary.PermissionsBoundaryArn
	not boundary in _administering_policies
}

_administering_policies contains policy.Arn if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_administers(version.Document)
}

_administering_policies contains policy.Arn if {
	some policy in input.iam.aws_policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_administers(version.Document)
}

# The first test spares the others for the many policies that allow little.
_administers(document) if {
	some actions in [jobs.administration, jobs.identity_changes["iam:*"]]
	_may_allow(document, actions[0])
	every action in actions {
		_may_allow(document, action)
	}
}

# METADATA
# description: >-
#   ARNs of the roles with a policy that allows all actions of some service, on whatever resource, as IAM.21 looks at policies.
wide contains role.Arn if {
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	attached.PolicyArn in _wide_policies
}

wide contains role.Arn if {
	some role in input.iam.roles
	some inline in role.RolePolicyList
	kijun.policy.full_service(inline.PolicyDocument)
}

_wide_policies contains policy.Arn if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	kijun.policy.full_service(version.Document)
}

_wide_policies contains policy.Arn if {
	some policy in input.iam.aws_policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	kijun.policy.full_service(version.Document)
}

_allowed(role, action) if {
	some inline in role.RolePolicyList
	_may_allow(inline.PolicyDocument, action)
}

_allowed(role, action) if {
	some attached in role.AttachedManagedPolicies
	_policy_may_allow(attached.PolicyArn, action)
}

_denied(role, action) if {
	some inline in role.RolePolicyList
	_denies(inline.PolicyDocument, action)
}

_denied(role, action) if {
	some attached in role.AttachedManagedPolicies
	some policy in input.iam.policies
	policy.Arn == attached.PolicyArn
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_denies(version.Document, action)
}

_outside_boundary(role, action) if {
	boundary := role.PermissionsBoundary.PermissionsBoundaryArn
	not _policy_may_allow(boundary, action)
}

_policy_may_allow(arn, action) if {
	some policy in input.iam.policies
	policy.Arn == arn
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_may_allow(version.Document, action)
}

_policy_may_allow(arn, action) if {
	some policy in input.iam.aws_policies
	policy.Arn == arn
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_may_allow(version.Document, action)
}

_may_allow(document, action) if "allow" in kijun.policy.evaluate(document, {"action": action}).possible

_denies(document, action) if kijun.policy.evaluate(document, {"action": action}).decision == "deny"
