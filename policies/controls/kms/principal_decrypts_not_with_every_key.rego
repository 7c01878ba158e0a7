# METADATA
# title: IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys
# description: >-
#   Who may decrypt with every key reads whatever is encrypted. The inline policies of users, groups and roles count, without regard
#   to conditions.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-inline-policy-blocked-kms-actions.html
# custom:
#   id: KMS.2
#   title_ja: IAMプリンシパルに、すべてのKMSキーに対する復号アクションを許可するインラインポリシーを設定しないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.principals
#   resource: AWS::IAM::Role
#   standards: {fsbp: [KMS.2], nist-800-53-r5: [KMS.2], control-tower: [KMS.2]}
#   reasons:
#     limited: {en: "no inline policy allows decryption with every key", ja: "すべてのキーでの復号を許可するインラインポリシーはありません"}
#     unlimited: {en: "an inline policy allows decryption with every key", ja: "すべてのキーでの復号を許可するインラインポリシーがあります"}
#   remediation:
#     en: "Name the keys in the Resource of the statements that allow kms:Decrypt and kms:ReEncryptFrom."
#     ja: "kms:Decryptとkms:ReEncryptFromを許可するステートメントのResourceに、対象のキーを指定します。"
#   manual: decision
package controls.kms.principal_decrypts_not_with_every_key

import data.lib.decryption
import data.lib.result

findings contains result.pass(principal, "limited", {}, _reads) if {
	some principal in input.iam.principals
	not principal.id in _unlimited
}

findings contains result.fail(principal, "unlimited", {}, _reads) if {
	some principal in input.iam.principals
	principal.id in _unlimited
}

_reads := ["UserDetail.UserPolicyList", "GroupDetail.GroupPolicyList", "RoleDetail.RolePolicyList"]

_unlimited contains principal.id if {
	some principal in input.iam.principals
	some policy in principal.UserDetail.UserPolicyList
	decryption.unlimited(policy.PolicyDocument, principal.account, input.account.partition)
}

_unlimited contains principal.id if {
	some principal in input.iam.principals
	some policy in principal.GroupDetail.GroupPolicyList
	decryption.unlimited(policy.PolicyDocument, principal.account, input.account.partition)
}

_unlimited contains principal.id if {
	some principal in input.iam.principals
	some policy in principal.RoleDetail.RolePolicyList
	decryption.unlimited(policy.PolicyDocument, principal.account, input.account.partition)
}
