# METADATA
# title: Job functions
# description: >-
#   Which groups and roles have one of BLEA's job functions, told by what their policies allow and never by a name. All policies of a
#   principal count together, and a permissions boundary limits them. An action counts as allowed when a policy may allow it, also
#   under some condition or on some resources only, and no policy denies it for certain.
package lib.jobs

import data.lib.blea_policies

# METADATA
# description: Groups and roles, by ARN, that administer the account without changing identities, whether or not they need MFA for it.
administrators contains arn if {
	some arn in _candidates_for["ec2:RunInstances"]
	every action in administration {
		_may(arn, with_mfa(action))
	}
	not _does(arn, identity_changes)
}

# METADATA
# description: Groups and roles that administer IAM and nothing else, whether or not they need MFA for it.
iam_administrators contains arn if {
	some arn in _candidates_for["iam:Create*"]
	_does(arn, {"iam:Create*": ["iam:CreateUser", "iam:CreateRole", "iam:CreateGroup"]})
	_does(arn, {"iam:*": [
		"iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:AttachGroupPolicy", "iam:AddUserToGroup", "iam:PutUserPolicy",
		"iam:PutRolePolicy", "iam:PutGroupPolicy",
	]})
	not _does(arn, {"*": administration})
}

# METADATA
# description: Groups and roles that start and stop instances, and change neither the network nor identities.
operators contains arn if {
	some arn in _candidates_for["ec2:StartInstances"]
	_may(arn, with_mfa("ec2:StartInstances"))
	_may(arn, with_mfa("ec2:StopInstances"))
	not _does(arn, identity_changes)
	not _does(arn, blea_policies.network)
}

# METADATA
# description: Groups and roles that look at the account and whose policies allow nothing else.
readers contains arn if {
	some arn in _candidates_for["ec2:DescribeInstances"]
	not arn in _writers
	every action in ["ec2:DescribeInstances", "s3:ListAllMyBuckets", "rds:DescribeDBInstances", "cloudwatch:GetMetricData"] {
		_may(arn, with_mfa(action))
	}
}

# METADATA
# description: Groups and roles that have one of AWS's own policies for looking at the account, and no policy that allows more.
auditors contains group.arn if {
	some group in input.iam.groups
	some attached in group.AttachedManagedPolicies
	_looks(attached.PolicyArn)
	not group.arn in _writers
}

auditors contains role.arn if {
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	_looks(attached.PolicyArn)
	role.arn in _personal
	not role.arn in _writers
}

# METADATA
# description: Roles that the users of an identity provider take on. Whether these need MFA is up to the provider.
federated contains role.arn if {
	some role in input.iam.roles
	some statement in kijun.policy.statements(role.AssumeRolePolicyDocument)
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type == "Federated"
}

# METADATA
# description: >-
#   System administrators as BLEA has them, or stricter: with MFA, and without billing data, the audit trail and the keys
#   (SysAdminPolicy of usecases/blea-gov-base-standalone/lib/construct/iam.ts).
sysadmins contains arn if {
	some arn in administrators
	not _open(arn, {"*": administration})
	not _does(arn, blea_policies.sysadmin_denied)
}

# METADATA
# description: The same of roles that leave MFA to an identity provider.
federated_sysadmins contains arn if {
	some arn in administrators
	arn in federated
	_open(arn, {"*": administration})
	not _does(arn, blea_policies.sysadmin_denied)
}

# METADATA
# description: "Administrators of IAM as BLEA has them, or stricter: with MFA, and without billing data (IamAdminPolicy)."
iam_admins contains arn if {
	some arn in iam_administrators
	not _open(arn, identity_changes)
	not _does(arn, blea_policies.billing)
}

# METADATA
# description: The same of roles that leave MFA to an identity provider.
federated_iam_admins contains arn if {
	some arn in iam_administrators
	arn in federated
	_open(arn, identity_changes)
	not _does(arn, blea_policies.billing)
}

# METADATA
# description: "Operators of instances as BLEA has them, or stricter: without billing data and the keys (InstanceOpsPolicy)."
instance_ops contains arn if {
	some arn in operators
	not _does(arn, blea_policies.instance_ops_denied)
}

# METADATA
# description: "Those who only look as BLEA has them, or stricter: without billing data (ReadOnlyAdminPolicy)."
read_only contains arn if {
	some arn in readers
	not _does(arn, blea_policies.billing)
}

# METADATA
# description: >-
#   Groups and roles with one of the four job functions, as far as it takes to tell which. Administrators need MFA or an identity
#   provider for that: others are just administrators.
with_function contains arn if {
	some arn in day_to_day
}

with_function contains arn if {
	some arn in iam_functions
}

with_function contains arn if {
	some arn in operators
}

with_function contains arn if {
	some arn in readers
}

with_function contains arn if {
	some arn in auditors
}

# METADATA
# description: System administrators with MFA or by an identity provider, whatever else they may do.
day_to_day contains arn if {
	some arn in administrators
	_bound(arn, {"*": administration})
}

# METADATA
# description: Administrators of IAM with MFA or by an identity provider, whatever else they may do.
iam_functions contains arn if {
	some arn in iam_administrators
	_bound(arn, identity_changes)
}

# METADATA
# description: Groups and roles with a job function that can read or change billing data.
spenders contains arn if {
	some arn in with_function
	not arn in _machines
	_does(arn, blea_policies.billing)
}

# METADATA
# description: System administrators who can stop, delete or change the audit trail.
trail_stoppers contains arn if {
	some arn in administrators
	not arn in _machines
	_does(arn, blea_policies.trail)
}

# METADATA
# description: System administrators and operators of instances whom BLEA would keep from administering keys.
key_users contains arn if {
	some arn in day_to_day
	not arn in _machines
}

key_users contains arn if {
	some arn in operators
	not arn in _machines
}

# METADATA
# description: Of these, the ones who can administer KMS keys.
key_administrators contains arn if {
	some arn in key_users
	_does(arn, blea_policies.keys)
}

# METADATA
# description: Of these, the ones who can schedule the deletion of KMS keys, an action that BLEA's list does not have.
key_deleters contains arn if {
	some arn in key_users
	_may(arn, with_mfa("kms:ScheduleKeyDeletion"))
}

# METADATA
# description: The first three of the principals, for a reason that also says how many there are.
named(principals) := concat(", ", array.slice(sort(principals), 0, 3))

# METADATA
# description: What an administrator of an account does, one action for each field of work.
administration := ["ec2:RunInstances", "ec2:CreateVpc", "s3:CreateBucket", "rds:CreateDBInstance", "lambda:CreateFunction", "cloudwatch:PutMetricAlarm"]

# METADATA
# description: Actions of IAM that change what somebody may do. Reading, and the credentials that users keep themselves, are none of them.
identity_changes := {"iam:*": [
	"iam:AddRoleToInstanceProfile", "iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy",
	"iam:CreateGroup", "iam:CreateOpenIDConnectProvider", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole",
	"iam:CreateSAMLProvider", "iam:CreateUser", "iam:DeleteGroup", "iam:DeletePolicy", "iam:DeleteRole",
	"iam:DeleteRolePermissionsBoundary", "iam:DeleteUser", "iam:DeleteUserPermissionsBoundary", "iam:PassRole", "iam:PutGroupPolicy",
	"iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion",
	"iam:UpdateAccountPasswordPolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateSAMLProvider",
]}

_does(arn, probes) if {
	some pattern, actions in probes
	_may(arn, with_mfa(pattern))
	some action in actions
	_may(arn, with_mfa(action))
}

# Without MFA nothing works, or an identity provider decides on it.
_bound(arn, probes) if not _open(arn, probes)

_bound(arn, _) if arn in federated

_open(arn, probes) if {
	some kind in sessions_without_mfa
	some pattern, actions in probes
	_may(arn, object.union(kind, {"action": pattern}))
	some action in actions
	_may(arn, object.union(kind, {"action": action}))
}

# METADATA
# description: A request for the action in a session with MFA.
with_mfa(action) := {"action": action, "context": {"aws:MultiFactorAuthPresent": "true"}}

# METADATA
# description: >-
#   The two kinds of requests without MFA. Those signed with an access key of a user do not have the keys at all
#   (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent).
sessions_without_mfa := [
	{"absent": ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"]},
	{"context": {"aws:MultiFactorAuthPresent": "false"}, "absent": ["aws:MultiFactorAuthAge"]},
]

_may(arn, request) if {
	allows(_policy[arn], request)
	not _outside(arn, request)
}

_outside(arn, request) if {
	document := _boundary[arn]
	not allows(document, request)
}

# METADATA
# description: A policy may allow the request. One that cannot be read may allow anything.
allows(document, request) if "allow" in kijun.policy.evaluate(document, request).possible

allows(document, request) if kijun.policy.evaluate(document, request).error

# One action for each job function that nobody with it lacks: a cheap first look at every policy, so that only few principals are
# looked at closely.
_gates := ["ec2:RunInstances", "iam:Create*", "ec2:StartInstances", "ec2:DescribeInstances"]

# A table with variables in its head is gone through anew for each key that is asked for, and again if there is nothing under it; as a value it
# is made once.
_candidates_for := _candidates

_candidates[action] contains group.arn if {
	some action in _gates
	some group in input.iam.groups
	group.arn in _reaching[action]
}

_candidates[action] contains role.arn if {
	some action in _gates
	some role in input.iam.roles
	role.arn in _reaching[action]
	role.arn in _personal
}

_reaching := _reach

_reach[action] contains group.arn if {
	some action in _gates
	some group in input.iam.groups
	some attached in group.AttachedManagedPolicies
	attached.PolicyArn in _allowing_policies[action]
}

_reach[action] contains group.arn if {
	some action in _gates
	some group in input.iam.groups
	some inline in group.GroupPolicyList
	allows(inline.PolicyDocument, with_mfa(action))
}

_reach[action] contains role.arn if {
	some action in _gates
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	attached.PolicyArn in _allowing_policies[action]
}

_reach[action] contains role.arn if {
	some action in _gates
	some role in input.iam.roles
	some inline in role.RolePolicyList
	allows(inline.PolicyDocument, with_mfa(action))
}

_allowing_policies := _allowing

_allowing[action] contains arn if {
	some action in _gates
	some arn, document in managed
	allows(document, with_mfa(action))
}

# Roles that a person can take on. BLEA's own trust ec2.amazonaws.com; roles of other services are no job function.
_personal contains role.arn if {
	some role in input.iam.roles
	not startswith(role.Path, "/aws-service-role/")
	some statement in kijun.policy.statements(role.AssumeRolePolicyDocument)
	statement.effect == "Allow"
	_personal_statement(statement)
}

_personal_statement(statement) if {
	some principal in statement.principals
	principal.type != "Service"
}

_personal_statement(statement) if {
	some principal in statement.principals
	startswith(principal.value, "ec2.amazonaws.com")
}

_personal_statement(statement) if statement.not_principals[0]

# Roles that are in an instance profile and that only services take on: a machine's.
_machines contains role.arn if {
	some role in input.iam.roles
	some profile in role.InstanceProfileList
	profile.Arn
	not role.arn in _assumable
}

_assumable contains role.arn if {
	some role in input.iam.roles
	some statement in kijun.policy.statements(role.AssumeRolePolicyDocument)
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type != "Service"
}

_looks(policy) if endswith(policy, ":iam::aws:policy/ReadOnlyAccess")

_looks(policy) if endswith(policy, ":iam::aws:policy/SecurityAudit")

_looks(policy) if endswith(policy, ":iam::aws:policy/job-function/ViewOnlyAccess")

# Groups and roles with a policy that allows more than reading.
_writers contains group.arn if {
	some group in input.iam.groups
	some attached in group.AttachedManagedPolicies
	attached.PolicyArn in _writing
}

_writers contains group.arn if {
	some group in input.iam.groups
	some inline in group.GroupPolicyList
	_writes(inline.PolicyDocument)
}

_writers contains role.arn if {
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	attached.PolicyArn in _writing
}

_writers contains role.arn if {
	some role in input.iam.roles
	some inline in role.RolePolicyList
	_writes(inline.PolicyDocument)
}

_writing contains policy.arn if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_writes(version.Document)
}

_writing contains policy.arn if {
	some policy in input.iam.aws_policies
	not _looks(policy.arn)
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_writes(version.Document)
}

_writes(document) if {
	some statement in kijun.policy.statements(document)
	statement.effect == "Allow"
	not _reads(statement)
}

_reads(statement) if {
	statement.actions[0]
	every action in statement.actions {
		regex.match(`(?i)^[a-z0-9-]+:(get|list|describe|batchget|view|read|check|search|lookup|select|query$|scan$|retrieveenvironmentinfo$|requestenvironmentinfo$|receivemessage$)`, action)
	}
}

# All policies of each principal as one document. These tables are made once; a rule by ARN would look at every role for each ARN.
_policy := object.union(
	{group.arn: merged(documents) |
		some group in input.iam.groups
		documents := {managed[attached.PolicyArn] | some attached in group.AttachedManagedPolicies} | {inline.PolicyDocument | some inline in group.GroupPolicyList}
	},
	{role.arn: merged(documents) |
		some role in input.iam.roles
		documents := {managed[attached.PolicyArn] | some attached in role.AttachedManagedPolicies} | {inline.PolicyDocument | some inline in role.RolePolicyList}
	},
)

# METADATA
# description: >-
#   One document that allows and denies what the documents together do: a statement has its effect whatever document it is in
#   (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
merged(documents) := {"Version": "2012-10-17", "Statement": [statement |
	some document in documents
	some statement in _statements(document.Statement)
]}

_statements(statements) := statements if is_array(statements)

_statements(statement) := [statement] if is_object(statement)

_boundary := {role.arn: managed[role.PermissionsBoundary.PermissionsBoundaryArn] | some role in input.iam.roles}

# METADATA
# description: The document of each managed policy, of its default version, by ARN.
managed := object.union(
	{policy.arn: version.Document |
		some policy in input.iam.policies
		some version in policy.PolicyVersionList
		version.IsDefaultVersion == true
	},
	{policy.arn: version.Document |
		some policy in input.iam.aws_policies
		some version in policy.PolicyVersionList
		version.IsDefaultVersion == true
	},
)
