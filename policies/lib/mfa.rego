# METADATA
# title: MFA for administrators
# description: >-
#   Which groups and IAM users can administer the account or IAM in full, and which of them without MFA. A user's own policies and those of
#   its groups count together, a permissions boundary limits them (see lib.jobs for what counts as allowed).
package lib.mfa

import data.lib.jobs

# METADATA
# description: Groups, and users with policies of their own, by ARN, that can administer the account or IAM in full.
powerful contains arn if {
	some arn in _candidates_for["with"]
	some actions in _powers
	every action in actions {
		_may(arn, jobs.with_mfa(action))
	}
}

# METADATA
# description: Groups and users, by ARN, that can do so without MFA, be it with an access key or in a session without it.
unguarded contains arn if {
	some arn in _candidates_for.without
	some actions in _powers
	some kind in jobs.sessions_without_mfa
	every action in actions {
		_may(arn, object.union(kind, {"action": action}))
	}
}

_powers := [jobs.administration, jobs.identity_changes["iam:*"]]

_may(arn, request) if {
	jobs.allows(_policy[arn], request)
	not _outside(arn, request)
}

_outside(arn, request) if {
	document := _boundary[arn]
	not jobs.allows(document, request)
}

# Requests that somebody so powerful may make, with and without MFA: a cheap first look at every policy, so that only few principals
# are looked at closely.
_first_look := {
	"with": [jobs.with_mfa("ec2:RunInstances"), jobs.with_mfa("iam:Create*")],
	"without": [object.union(kind, {"action": action}) |
		some kind in jobs.sessions_without_mfa
		some action in ["ec2:RunInstances", "iam:Create*"]
	],
}

# A table with variables in its head is gone through anew for each key that is asked for, and again if there is nothing under it; as a value it
# is made once.
_candidates_for := _candidates

_candidates[session] contains group.arn if {
	some session in ["with", "without"]
	some group in input.iam.groups
	group.GroupName in _powerful_groups[session]
}

# With MFA the group itself tells that somebody is powerful.
_candidates[session] contains user.arn if {
	some session in ["without"]
	some user in input.iam.users
	some name in user.GroupList
	name in _powerful_groups[session]
}

_candidates[session] contains user.arn if {
	some session in ["with", "without"]
	some user in input.iam.users
	some attached in user.AttachedManagedPolicies
	attached.PolicyArn in _powerful_policies[session]
}

_candidates[session] contains user.arn if {
	some session in ["with", "without"]
	some user in input.iam.users
	some inline in user.UserPolicyList
	some request in _first_look[session]
	jobs.allows(inline.PolicyDocument, request)
}

_powerful_groups := _groups

_groups[session] contains group.GroupName if {
	some session in ["with", "without"]
	some group in input.iam.groups
	some attached in group.AttachedManagedPolicies
	attached.PolicyArn in _powerful_policies[session]
}

_groups[session] contains group.GroupName if {
	some session in ["with", "without"]
	some group in input.iam.groups
	some inline in group.GroupPolicyList
	some request in _first_look[session]
	jobs.allows(inline.PolicyDocument, request)
}

_powerful_policies := _policies

_policies[session] contains arn if {
	some session in ["with", "without"]
	some arn, document in jobs.managed
	some request in _first_look[session]
	jobs.allows(document, request)
}

# All policies of each principal as one document.
_policy := object.union(
	{group.arn: jobs.merged(_of_group[group.GroupName]) | some group in input.iam.groups},
	{user.arn: jobs.merged(documents) |
		some user in input.iam.users
		documents := {document | some name in user.GroupList; some document in _of_group[name]} | ({jobs.managed[attached.PolicyArn] | some attached in user.AttachedManagedPolicies} | {inline.PolicyDocument | some inline in user.UserPolicyList})
	},
)

_of_group := {group.GroupName: documents |
	some group in input.iam.groups
	documents := {jobs.managed[attached.PolicyArn] | some attached in group.AttachedManagedPolicies} | {inline.PolicyDocument | some inline in group.GroupPolicyList}
}

_boundary := {user.arn: jobs.managed[user.PermissionsBoundary.PermissionsBoundaryArn] | some user in input.iam.users}
