# METADATA
# title: IAM policies that allow full "*:*" administrative privileges should not be attached
# description: >-
#   Who has such a policy can do everything, and so can who takes over that identity. Customer managed and AWS managed policies count
#   when a user, group or role has them; as permissions boundaries they give nothing. Conditions do not count.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
# custom:
#   id: CIS3.0/1.16
#   title_ja: 完全な「*:*」管理者権限を許可するIAMポリシーをアタッチしないようにする必要があります
#   severity: HIGH
#   subject: account
#   standards: {cis-3.0: ["1.16"]}
#   also:
#     - id: CIS5.0/1.15
#       standards: {cis-5.0: ["1.15"]}
#   reasons:
#     none: {en: "no attached policy allows every action on every resource", ja: "すべてのリソースへのすべてのアクションを許可するポリシーはアタッチされていません"}
#     attached: {en: "{policies} allow every action on every resource and are attached", ja: "すべてのリソースへのすべてのアクションを許可する {policies} がアタッチされています"}
#   remediation:
#     en: "Find with iam:ListEntitiesForPolicy who has the policy, attach to each of them a policy with what it needs, then detach this one (iam:DetachUserPolicy, iam:DetachGroupPolicy, iam:DetachRolePolicy). Keep one way in for administrators."
#     ja: "iam:ListEntitiesForPolicyでポリシーの利用者を確認し、それぞれに必要な権限のポリシーをアタッチしてから、このポリシーをデタッチします(iam:DetachUserPolicy、iam:DetachGroupPolicy、iam:DetachRolePolicy)。管理者としてアクセスする手段を1つ残します。"
#   manual: decision
package controls.iam.administrator_policies_are_not_attached

import data.lib.result

findings contains result.pass(input.account, "none", {}, _reads) if not _any

findings contains result.fail(input.account, "attached", {"policies": sort(_attached)}, _reads) if _any

_reads := [
	"input.iam.policies.AttachmentCount",
	"input.iam.policies.DefaultVersionId",
	"input.iam.aws_policies.AttachmentCount",
	"input.iam.aws_policies.DefaultVersionId",
]

_any if some _ in _attached

_attached contains policy.id if {
	some policy in input.iam.policies
	policy.AttachmentCount > 0
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	kijun.policy.admin(version.Document)
}

_attached contains policy.id if {
	some policy in input.iam.aws_policies
	policy.AttachmentCount > 0
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	kijun.policy.admin(version.Document)
}
