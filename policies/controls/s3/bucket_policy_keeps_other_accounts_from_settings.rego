# METADATA
# title: S3 general purpose bucket policies should restrict access to other AWS accounts
# description: >-
#   Nobody outside the account should be able to change a bucket's policy, ACL or encryption, or the ACL of its objects:
#   s3:DeleteBucketPolicy, s3:PutBucketAcl, s3:PutBucketPolicy, s3:PutEncryptionConfiguration, s3:PutObjectAcl. Conditions do not
#   count, as in the Config rule; a Deny to everyone does.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-blacklisted-actions-prohibited.html
# custom:
#   id: S3.6
#   title_ja: S3汎用バケットのポリシーで他のAWSアカウントへのアクセスを制限する必要があります
#   severity: HIGH
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {fsbp: [S3.6], nist-800-53-r5: [S3.6], nist-800-171-r2: [S3.6], control-tower: [S3.6]}
#   reasons:
#     kept: {en: "its policy lets no other account change settings or ACLs", ja: "ポリシーで他アカウントに設定やACLの変更は許可されていません"}
#     shared: {en: "its policy lets another account change settings or ACLs", ja: "ポリシーで他アカウントに設定やACLの変更が許可されています"}
#     unreadable: {en: "its policy does not follow the policy grammar", ja: "ポリシーがポリシー言語の文法に従っていません"}
#   remediation:
#     en: "Take these actions, or the other accounts, out of the policy's Allow statements."
#     ja: "ポリシーのAllowステートメントから、対象のアクションまたは他アカウントを削除します。"
#   otherwise: decision
package controls.s3.bucket_policy_keeps_other_accounts_from_settings

import data.lib.buckets
import data.lib.result
import data.lib.steps

findings contains result.pass(bucket, "kept", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _shared
	not bucket.id in _unreadable
}

findings contains result.fail(bucket, "shared", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _shared
}

findings contains result.not_available(bucket, "unreadable", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _unreadable
}

_reads := ["GetBucketPolicy.Policy"]

_unreadable contains bucket.id if {
	some bucket in input.s3.buckets
	kijun.policy.grants(bucket.GetBucketPolicy.Policy, bucket.account, "").error
}

_shared contains bucket.id if {
	some bucket in input.s3.buckets
	some _ in _open(bucket.GetBucketPolicy.Policy, bucket.account)
}

# The statements, by their places, that let another account change settings.
_open(policy, account) := {statement.index |
	denied := {grant.index |
		some grant in kijun.policy.grants(policy, account, "").statements
		grant.denied == true
	}
	some statement in kijun.policy.statements(policy)
	statement.effect == "Allow"
	not statement.index in denied
	_names_others(statement, account)
	_allows_some(statement)
}

_names_others(statement, account) if {
	some principal in statement.principals
	_other(principal, account)
}

_names_others(statement, _) if {
	some _ in statement.not_principals
	not _names_everyone(statement.not_principals)
}

_names_everyone(principals) if {
	some principal in principals
	principal.value == "*"
}

# A canonical user does not tell its account. A unique id stands for a principal that was deleted, and so for nobody.
_other(principal, account) if {
	principal.type != "Service"
	not contains(principal.value, sprintf(":%s:", [account]))
	not regex.match(`^A[A-Z]{3}[A-Z0-9]{12,}$`, principal.value)
}

_allows_some(statement) if {
	some pattern in statement.actions
	some action in _actions
	kijun.policy.action_matches(pattern, action)
}

_allows_some(statement) if {
	some _ in statement.not_actions
	some action in _actions
	every pattern in statement.not_actions {
		not kijun.policy.action_matches(pattern, action)
	}
}

_actions := ["s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"]

plan contains steps.step(
	bucket,
	_calls(bucket, policy),
	buckets.policy_undo(bucket),
	[steps.changed("s3.buckets", bucket.id, "GetBucketPolicy", _answer(policy))],
) if {
	some bucket in input.s3.buckets
	bucket.id in _shared
	policy := _narrowed(bucket.GetBucketPolicy.Policy, bucket.account)
	count(_open(policy, bucket.account)) == 0
}

_calls(bucket, policy) := buckets.policy_calls(bucket, policy) if count(policy.Statement) > 0

# A policy has at least one statement.
_calls(bucket, policy) := [steps.call("s3", "DeleteBucketPolicy", {"Bucket": bucket.Name})] if count(policy.Statement) == 0

_answer(policy) := {"Policy": policy} if count(policy.Statement) > 0

_answer(policy) := {} if count(policy.Statement) == 0

# The policy without the actions, all else as it is. None where it names an account's own identities in the same statement, which would lose
# them, too, or where a pattern covers other actions beside.
_narrowed(policy, account) := object.union(policy, {"Statement": [kept |
	some index, statement in _statements(policy)
	kept := _kept(statement, index in open)
	count(object.get(kept, "Action", [0])) > 0
]}) if {
	open := _open(policy, account)
	every statement in [one | some one in kijun.policy.statements(policy); one.index in open] {
		every principal in statement.principals {
			_other(principal, account)
		}
	}
	every index in open {
		_kept(_statements(policy)[index], true)
	}
}

_statements(policy) := policy.Statement if is_array(policy.Statement)

_statements(policy) := [policy.Statement] if is_object(policy.Statement)

_kept(statement, false) := statement

_kept(statement, true) := object.union(statement, {"Action": [action |
	some action in _list(statement.Action)
	not _covers(action)
]}) if {
	every action in _list(statement.Action) {
		_plain(action)
	}
}

_kept(statement, true) := object.union(object.remove(statement, ["Action"]), {"NotAction": _actions}) if {
	some action in _list(statement.Action)
	action in {"*", "s3:*"}
}

_kept(statement, true) := object.union(statement, {"NotAction": array.concat(_list(statement.NotAction), [action |
	some action in _actions
	not action in _list(statement.NotAction)
])})

# An action by its whole name, or a pattern that covers none of these.
_plain(action) if not regex.match(`[*?]`, action)

_plain(action) if not _covers(action)

_covers(pattern) if {
	some action in _actions
	kijun.policy.action_matches(pattern, action)
}

_list(x) := x if is_array(x)

_list(x) := [x] if is_string(x)
