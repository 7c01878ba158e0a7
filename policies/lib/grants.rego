# METADATA
# title: Resource policies
# description: >-
#   Whom the policies of topics, queues and keys let in, and what keeps strangers out of them. A policy that grants to everyone counts as
#   public unless a condition holds the caller to fixed values; policy variables are none
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status).
package lib.grants

# METADATA
# description: The policy lets nobody in who is not told by a fixed value.
closed(policy, account) if {
	got := kijun.policy.grants(policy, account, "")
	got.public == false
	got.public_unknown == false
}

# METADATA
# description: The policy is none that AWS's grammar knows, so what it grants is not known either.
unreadable(policy, account) if kijun.policy.grants(policy, account, "").error

# METADATA
# description: The policy with its public statements kept to the account that owns the resource. None, if that does not close it.
restricted(policy, account, partition) := closing if {
	open := {statement.index |
		some statement in kijun.policy.grants(policy, account, "").statements
		statement.audience == "public"
		statement.denied == false
	}
	owner := sprintf("arn:%s:iam::%s:root", [partition, account])
	closing := object.union(policy, {"Statement": [kept |
		some index, statement in _statements(policy)
		kept := _kept(statement, index in open, owner)
	]})
	count(open) > 0
	closed(closing, account)
}

_statements(policy) := policy.Statement if is_array(policy.Statement)

_statements(policy) := [policy.Statement] if is_object(policy.Statement)

_kept(statement, false, _) := statement

_kept(statement, true, owner) := object.union(object.remove(statement, ["Principal", "NotPrincipal"]), {"Principal": {"AWS": owner}})
