# METADATA
# title: IAM users should not have IAM policies attached
# description: >-
#   Permissions that come from groups are seen and changed in one place. Inline policies count like attached ones.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2
# custom:
#   id: IAM.2
#   title_ja: IAMユーザーにIAMポリシーをアタッチしないようにする必要があります
#   severity: LOW
#   subject: resource
#   collection: iam.users
#   resource: AWS::IAM::User
#   standards: {fsbp: [IAM.2], cis-1.2: ["1.16"], cis-3.0: ["1.15"], cis-5.0: ["1.14"], nist-800-53-r5: [IAM.2], nist-800-171-r2: [IAM.2], pci-dss-3.2.1: [IAM.2], control-tower: [IAM.2]}
#   also:
#     - id: CIS1.4/1.15
#       standards: {cis-1.4: ["1.15"]}
#   reasons:
#     none: {en: "the user has no policies of its own", ja: "ユーザーに直接のポリシーはありません"}
#     attached: {en: "a policy is attached to the user", ja: "ポリシーがユーザーにアタッチされています"}
#     inline: {en: "the user has an inline policy", ja: "ユーザーにインラインポリシーがあります"}
#   remediation: {en: "Attach the policy to a group that the user is in, and detach it from the user.", ja: "ユーザーが属するグループにポリシーをアタッチし、ユーザーからはデタッチします。"}
#   manual: decision
package controls.iam.user_has_no_policies

import data.lib.result

findings contains result.pass(user, "none", {}, _reads) if {
	some user in input.iam.users
	not user.id in _attached
	not user.id in _inline
}

findings contains result.fail(user, "attached", {}, _reads) if {
	some user in input.iam.users
	user.id in _attached
}

findings contains result.fail(user, "inline", {}, _reads) if {
	some user in input.iam.users
	user.id in _inline
	not user.id in _attached
}

_reads := ["AttachedManagedPolicies.PolicyArn", "UserPolicyList.PolicyName"]

_attached contains user.id if {
	some user in input.iam.users
	user.AttachedManagedPolicies[0]
}

_inline contains user.id if {
	some user in input.iam.users
	user.UserPolicyList[0]
}
