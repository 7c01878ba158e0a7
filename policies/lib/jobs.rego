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
	some arn in _candidates["ec2:RunInstances"]
	every action in _administration {
		_may(arn, _with_mfa(action))
	}
	not _changes_identities(arn)
}

# METADATA
# description: Groups and roles that administer IAM and nothing else, whether or not they need MFA for it.
iam_administrators contains arn if {
	some arn in _candidates["iam:Create*"]
	_creates_identities(arn)
	_grants_permissions(arn)
	not _administers(arn)
}

# METADATA
# description: Groups and roles that start and stop instances, and change neither the network nor identities.
operators contains arn if {
	some arn in _candidates["ec2:StartInstances"]
	_may(arn, _with_mfa("ec2:StartInstances"))
	_may(arn, _with_mfa("ec2:StopInstances"))
	not _changes_identities(arn)
	not _changes_network(arn)
}

# METADATA
# description: Groups and roles that look at the account and whose policies allow nothing else.
readers contains arn if {
	some arn in _candidates["ec2:DescribeInstances"]
	not arn in _writers
	every action in ["ec2:DescribeInstances", "s3:ListAllMyBuckets", "rds:DescribeDBInstances", "cloudwatch:GetMetricData"] {
		_may(arn, _with_mfa(action))
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
# description: Of the administrators of both kinds, those who can do nothing of it without MFA.
guarded contains arn if {
	some arn in administrators
	not _open(arn, _administration)
}

guarded contains arn if {
	some arn in iam_administrators
	not _open(arn, _identity_changes)
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
	arn in guarded
	not _stops_trail(arn)
	not _administers_keys(arn)
	not _spends(arn)
}

# METADATA
# description: The same of roles that leave MFA to an identity provider.
federated_sysadmins contains arn if {
	some arn in administrators
	arn in federated
	not arn in guarded
	not _stops_trail(arn)
	not _administers_keys(arn)
	not _spends(arn)
}

# METADATA
# description: "Administrators of IAM as BLEA has them, or stricter: with MFA, and without billing data (IamAdminPolicy)."
iam_admins contains arn if {
	some arn in iam_administrators
	arn in guarded
	not _spends(arn)
}

# METADATA
# description: The same of roles that leave MFA to an identity provider.
federated_iam_admins contains arn if {
	some arn in iam_administrators
	arn in federated
	not arn in guarded
	not _spends(arn)
}

# METADATA
# description: "Operators of instances as BLEA has them, or stricter: without billing data and the keys (InstanceOpsPolicy)."
instance_ops contains arn if {
	some arn in operators
	not _administers_keys(arn)
	not _spends(arn)
}

# METADATA
# description: "Those who only look as BLEA has them, or stricter: without billing data (ReadOnlyAdminPolicy)."
read_only contains arn if {
	some arn in readers
	not _spends(arn)
}

# METADATA
# description: >-
#   Groups and roles with one of the four job functions, as far as it takes to tell which. Administrators need MFA or an identity
#   provider for that: others are just administrators.
with_function contains arn if {
	some arn in day_to_day
}

with_function contains arn if {
	some arn in iam_administrators
	arn in guarded
}

with_function contains arn if {
	some arn in iam_administrators
	arn in federated
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
	arn in guarded
}

day_to_day contains arn if {
	some arn in administrators
	arn in federated
}

# METADATA
# description: Groups and roles with a job function that can read or change billing data.
spenders contains arn if {
	some arn in with_function
	not arn in _machines
	_spends(arn)
}

# METADATA
# description: System administrators who can stop, delete or change the audit trail.
trail_stoppers contains arn if {
	some arn in administrators
	not arn in _machines
	_stops_trail(arn)
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
	_administers_keys(arn)
}

# METADATA
# description: Of these, the ones who can schedule the deletion of KMS keys, an action that BLEA's list does not have.
key_deleters contains arn if {
	some arn in key_users
	_may(arn, _with_mfa("kms:ScheduleKeyDeletion"))
}

# METADATA
# description: Groups and users that can administer the account or IAM in full.
powerful contains arn if {
	some arn in _powerful_candidates
	every action in _administration {
		_may(arn, _with_mfa(action))
	}
}

powerful contains arn if {
	some arn in _powerful_candidates
	every action in _identity_changes {
		_may(arn, _with_mfa(action))
	}
}

# METADATA
# description: Of these, the ones who can do it without MFA, be it with an access key or in a session without it.
unguarded contains arn if {
	some arn in powerful
	some kind in _sessions_without_mfa
	every action in _administration {
		_may(arn, object.union(kind, {"action": action}))
	}
}

unguarded contains arn if {
	some arn in powerful
	some kind in _sessions_without_mfa
	every action in _identity_changes {
		_may(arn, object.union(kind, {"action": action}))
	}
}

# METADATA
# description: Up to three of the principals by name, and how many more there are.
named(principals) := concat(", ", array.slice(sort(principals), 0, 3)) if count(principals) <= 3

named(principals) := sprintf("%s (+%d)", [concat(", ", array.slice(sort(principals), 0, 3)), count(principals) - 3]) if count(principals) > 3

# What an administrator of an account does, one action for each field of work.
_administration := ["ec2:RunInstances", "ec2:CreateVpc", "s3:CreateBucket", "rds:CreateDBInstance", "lambda:CreateFunction", "cloudwatch:PutMetricAlarm"]

# Actions of IAM that change what somebody may do. Reading, and the credentials that users keep themselves, are none of them.
_identity_changes := [
	"iam:AddRoleToInstanceProfile", "iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy",
	"iam:CreateGroup", "iam:CreateOpenIDConnectProvider", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole",
	"iam:CreateSAMLProvider", "iam:CreateUser", "iam:DeleteGroup", "iam:DeletePolicy", "iam:DeleteRole",
	"iam:DeleteRolePermissionsBoundary", "iam:DeleteUser", "iam:DeleteUserPermissionsBoundary", "iam:PassRole", "iam:PutGroupPolicy",
	"iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion",
	"iam:UpdateAccountPasswordPolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateSAMLProvider",
]

_changes_identities(arn) if {
	some action in _identity_changes
	_may(arn, _with_mfa(action))
}

_creates_identities(arn) if {
	some action in ["iam:CreateUser", "iam:CreateRole", "iam:CreateGroup"]
	_may(arn, _with_mfa(action))
}

_grants_permissions(arn) if {
	some action in ["iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:AttachGroupPolicy", "iam:AddUserToGroup", "iam:PutUserPolicy", "iam:PutRolePolicy", "iam:PutGroupPolicy"]
	_may(arn, _with_mfa(action))
}

_administers(arn) if {
	some action in _administration
	_may(arn, _with_mfa(action))
}

_changes_network(arn) if {
	some action in blea_policies.network
	_may(arn, _with_mfa(action))
}

_spends(arn) if {
	some action in blea_policies.billing
	_may(arn, _with_mfa(action))
}

_stops_trail(arn) if {
	some action in blea_policies.trail
	_may(arn, _with_mfa(action))
}

_administers_keys(arn) if {
	some action in blea_policies.keys
	_may(arn, _with_mfa(action))
}

_open(arn, actions) if {
	some action in actions
	some kind in _sessions_without_mfa
	_may(arn, object.union(kind, {"action": action}))
}

_with_mfa(action) := {"action": action, "context": {"aws:MultiFactorAuthPresent": "true"}}

# Requests signed with an access key of a user do not have the keys at all
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent).
_sessions_without_mfa := [
	{"absent": ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"]},
	{"context": {"aws:MultiFactorAuthPresent": "false"}, "absent": ["aws:MultiFactorAuthAge"]},
]

_may(arn, request) if {
	some document in _documents[arn]
	_allows(document, request)
	not _denied(arn, request)
}

_denied(arn, request) if {
	some document in _documents[arn]
	kijun.policy.evaluate(document, request).decision == "deny"
}

_denied(arn, request) if {
	some document in _boundaries[arn]
	not _allows(document, request)
}

_allows(document, request) if "allow" in kijun.policy.evaluate(document, request).possible

_allows(document, request) if kijun.policy.evaluate(document, request).error

# One action for each job function that nobody with it lacks: a cheap first look at every policy, so that only few principals are
# looked at closely.
_gates := ["ec2:RunInstances", "iam:Create*", "ec2:StartInstances", "ec2:DescribeInstances"]

_candidates[action] contains group.arn if {
	some action in _gates
	some group in input.iam.groups
	group.arn in _reach[action]
}

_candidates[action] contains role.arn if {
	some action in _gates
	some role in input.iam.roles
	role.arn in _reach[action]
	role.arn in _personal
}

_powerful_candidates contains group.arn if {
	some action in ["ec2:RunInstances", "iam:Create*"]
	some group in input.iam.groups
	group.arn in _reach[action]
}

_powerful_candidates contains user.arn if {
	some action in ["ec2:RunInstances", "iam:Create*"]
	some user in input.iam.users
	user.arn in _reach[action]
}

_powerful_candidates contains user.arn if {
	some user in input.iam.users
	some name in user.GroupList
	some group in input.iam.groups
	group.GroupName == name
	group.arn in _powerful_candidate_groups
}

_powerful_candidate_groups contains group.arn if {
	some action in ["ec2:RunInstances", "iam:Create*"]
	some group in input.iam.groups
	group.arn in _reach[action]
}

_reach[action] contains group.arn if {
	some action in _gates
	some group in input.iam.groups
	some attached in group.AttachedManagedPolicies
	attached.PolicyArn in _allowing[action]
}

_reach[action] contains group.arn if {
	some action in _gates
	some group in input.iam.groups
	some inline in group.GroupPolicyList
	_allows(inline.PolicyDocument, _with_mfa(action))
}

_reach[action] contains role.arn if {
	some action in _gates
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	attached.PolicyArn in _allowing[action]
}

_reach[action] contains role.arn if {
	some action in _gates
	some role in input.iam.roles
	some inline in role.RolePolicyList
	_allows(inline.PolicyDocument, _with_mfa(action))
}

_reach[action] contains user.arn if {
	some action in _gates
	some user in input.iam.users
	some attached in user.AttachedManagedPolicies
	attached.PolicyArn in _allowing[action]
}

_reach[action] contains user.arn if {
	some action in _gates
	some user in input.iam.users
	some inline in user.UserPolicyList
	_allows(inline.PolicyDocument, _with_mfa(action))
}

_allowing[action] contains policy.arn if {
	some action in _gates
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_allows(version.Document, _with_mfa(action))
}

_allowing[action] contains policy.arn if {
	some action in _gates
	some policy in input.iam.aws_policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_allows(version.Document, _with_mfa(action))
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

_documents[group.arn] contains document if {
	some group in input.iam.groups
	some attached in group.AttachedManagedPolicies
	some document in _managed[attached.PolicyArn]
}

_documents[group.arn] contains inline.PolicyDocument if {
	some group in input.iam.groups
	some inline in group.GroupPolicyList
}

_documents[role.arn] contains document if {
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	some document in _managed[attached.PolicyArn]
}

_documents[role.arn] contains inline.PolicyDocument if {
	some role in input.iam.roles
	some inline in role.RolePolicyList
}

_documents[user.arn] contains document if {
	some user in input.iam.users
	some attached in user.AttachedManagedPolicies
	some document in _managed[attached.PolicyArn]
}

_documents[user.arn] contains inline.PolicyDocument if {
	some user in input.iam.users
	some inline in user.UserPolicyList
}

_documents[user.arn] contains document if {
	some user in input.iam.users
	some name in user.GroupList
	some group in input.iam.groups
	group.GroupName == name
	some attached in group.AttachedManagedPolicies
	some document in _managed[attached.PolicyArn]
}

_documents[user.arn] contains inline.PolicyDocument if {
	some user in input.iam.users
	some name in user.GroupList
	some group in input.iam.groups
	group.GroupName == name
	some inline in group.GroupPolicyList
}

_boundaries[role.arn] contains document if {
	some role in input.iam.roles
	some document in _managed[role.PermissionsBoundary.PermissionsBoundaryArn]
}

_boundaries[user.arn] contains document if {
	some user in input.iam.users
	some document in _managed[user.PermissionsBoundary.PermissionsBoundaryArn]
}

_managed[policy.arn] contains version.Document if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
}

_managed[policy.arn] contains version.Document if {
	some policy in input.iam.aws_policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
}
