# METADATA
# title: IAM customer managed policies should not allow decryption actions on all KMS keys
# description: >-
#   Who may decrypt with every key reads whatever is encrypted. The default version of each customer managed policy counts, attached
#   or not, without regard to conditions; policies that serve as permissions boundaries are out of scope.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-customer-policy-blocked-kms-actions.html
# custom:
#   id: KMS.1
#   title_ja: IAMカスタマー管理ポリシーですべてのKMSキーに対する復号アクションを許可しないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.policies
#   resource: AWS::IAM::Policy
#   standards: {fsbp: [KMS.1], nist-800-53-r5: [KMS.1], control-tower: [KMS.1]}
#   reasons:
#     limited: {en: "it does not allow decryption with every key", ja: "すべてのキーでの復号は許可されていません"}
#     unlimited: {en: "it allows decryption with every key", ja: "すべてのキーでの復号が許可されています"}
#   remediation:
#     en: "Name the keys in the Resource of the statements that allow kms:Decrypt and kms:ReEncryptFrom."
#     ja: "kms:Decryptとkms:ReEncryptFromを許可するステートメントのResourceに、対象のキーを指定します。"
#   manual: decision
package controls.kms.policy_decrypts_not_with_every_key

import data.lib.decryption
import data.lib.result

subjects contains policy.id if {
	some policy in input.iam.policies
	not policy.id in _boundaries
}

findings contains result.pass(policy, "limited", {}, _reads) if {
	some policy in input.iam.policies
	not policy.id in _boundaries
	not policy.id in _unlimited
}

findings contains result.fail(policy, "unlimited", {}, _reads) if {
	some policy in input.iam.policies
	not policy.id in _boundaries
	policy.id in _unlimited
}

_reads := ["PolicyVersionList.Document"]

_boundaries contains policy.id if {
	some policy in input.iam.policies
	policy.PermissionsBoundaryUsageCount > 0
}

_unlimited contains policy.id if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	decryption.unlimited(version.Document, policy.account, input.account.partition)
}
