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
#   manual: decision
package controls.s3.bucket_policy_keeps_other_accounts_from_settings

import data.lib.result

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
	denied := {grant.index |
		some grant in kijun.policy.grants(bucket.GetBucketPolicy.Policy, bucket.account, "").statements
		grant.denied == true
	}
	some statement in kijun.policy.statements(bucket.GetBucketPolicy.Policy)
	statement.effect == "Allow"
	not statement.index in denied
	_names_others(statement, bucket.account)
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
