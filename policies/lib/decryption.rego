# METADATA
# title: Decryption with every key
# description: >-
#   Identity policies that allow kms:Decrypt or kms:ReEncryptFrom on every key of an account, as the Config rules behind KMS.1 and KMS.2 read
#   them: conditions do not count, and only a Deny without condition takes something away
#   (https://docs.aws.amazon.com/config/latest/developerguide/iam-customer-policy-blocked-kms-actions.html).
package lib.decryption

# METADATA
# description: The policy lets its holder decrypt with all keys of the account, of whatever Region.
unlimited(policy, account, partition) if {
	document := _plain(policy)
	some action in ["kms:Decrypt", "kms:ReEncryptFrom"]
	kijun.policy.evaluate(document, {"action": action, "resource": sprintf("arn:%s:kms:*:%s:key/*", [partition, account])}).decision == "allow"
}

_plain(policy) := {"Version": "2012-10-17", "Statement": [object.union_n([{"Effect": statement.effect}, _action(statement), _resource(statement)]) |
	some statement in kijun.policy.statements(policy)
	_counts(statement)
]}

_counts(statement) if statement.effect == "Allow"

_counts(statement) if {
	statement.effect == "Deny"
	not statement.conditions[0]
}

_action(statement) := {"Action": statement.actions} if statement.actions[0]

_action(statement) := {"NotAction": statement.not_actions} if statement.not_actions[0]

_resource(statement) := {"Resource": statement.resources} if statement.resources[0]

_resource(statement) := {"NotResource": statement.not_resources} if statement.not_resources[0]
