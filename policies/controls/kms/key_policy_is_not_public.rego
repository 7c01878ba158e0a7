# METADATA
# title: KMS keys should not be publicly accessible
# description: >-
#   Whoever may use a key reads what it protects, and whoever may change its policy can lock its owner out. Customer managed keys
#   are judged. Everyone is kept out by conditions with fixed values alone, as the Config rule has it: a value with a wildcard or a
#   policy variable holds nobody back. A Deny that covers the statement counts.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/kms-key-policy-no-public-access.html
# custom:
#   id: KMS.5
#   title_ja: KMSキーをパブリックアクセス可能にしないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: kms.keys
#   resource: AWS::KMS::Key
#   standards: {fsbp: [KMS.5]}
#   reasons:
#     closed: {en: "its policy lets nobody in who is not told by a fixed value", ja: "ポリシーで許可されているのは、固定値で特定されるプリンシパルだけです"}
#     open: {en: "its policy lets everyone in, or keeps strangers out by no fixed value", ja: "ポリシーで誰にでもアクセスが許可されているか、固定値によるアクセス元の限定がありません"}
#     unreadable: {en: "its policy does not follow the policy grammar", ja: "ポリシーがポリシー言語の文法に従っていません"}
#   remediation:
#     en: "Name the accounts or roles in the key policy's Principal, or add a condition such as kms:CallerAccount or aws:PrincipalOrgID with fixed values."
#     ja: "キーポリシーのPrincipalにアカウントやロールを指定するか、kms:CallerAccountやaws:PrincipalOrgIDなどの条件を固定値で追加します。"
package controls.kms.key_policy_is_not_public

import data.lib.grants
import data.lib.result
import data.lib.steps

subjects contains id if some id in _customer

findings contains result.pass(key, "closed", {}, _reads) if {
	some key in input.kms.keys
	key.id in _customer
	key.id in _closed
}

findings contains result.fail(key, "open", {}, _reads) if {
	some key in input.kms.keys
	key.id in _customer
	not key.id in _closed
	not key.id in _unreadable
}

findings contains result.not_available(key, "unreadable", {}, _reads) if {
	some key in input.kms.keys
	key.id in _customer
	key.id in _unreadable
}

_reads := ["GetKeyPolicy.Policy"]

_customer contains key.id if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_closed contains key.id if {
	some key in input.kms.keys
	not key.GetKeyPolicy.Policy
}

_closed contains key.id if {
	some key in input.kms.keys
	grants.closed(key.GetKeyPolicy.Policy, key.account)
}

_unreadable contains key.id if {
	some key in input.kms.keys
	grants.unreadable(key.GetKeyPolicy.Policy, key.account)
}

plan contains steps.step(
	key,
	[_put(key.KeyId, policy)],
	[_put(key.KeyId, key.GetKeyPolicy.Policy)],
	[steps.changed("kms.keys", key.id, "GetKeyPolicy.Policy", policy)],
) if {
	some key in input.kms.keys
	key.id in _customer
	policy := grants.restricted(key.GetKeyPolicy.Policy, key.account, input.account.partition)
}

_put(id, policy) := steps.call("kms", "PutKeyPolicy", {"KeyId": id, "PolicyName": "default", "Policy": json.marshal(policy)})
