# METADATA
# title: A role should exist to manage incidents with AWS Support
# description: >-
#   AWSSupportAccess lets its holders open and follow cases. As in the Config rule iam-policy-in-use, a user, a group with users or a role
#   that something may assume has to have it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-18
# custom:
#   id: IAM.18
#   title_ja: AWSサポートでインシデントを管理するためのロールが必要です
#   severity: LOW
#   subject: account
#   standards: {cis-1.2: ["1.20"], cis-1.4: ["1.17"], cis-3.0: ["1.17"], cis-5.0: ["1.16"], nist-800-171-r2: [IAM.18], pci-dss-4.0.1: [IAM.18]}
#   reasons:
#     role: {en: "a role that can be assumed has AWSSupportAccess", ja: "引き受け可能なロールにAWSSupportAccessがアタッチされています"}
#     user: {en: "an IAM user has AWSSupportAccess, directly or by a group", ja: "IAMユーザーに直接またはグループ経由でAWSSupportAccessが付与されています"}
#     nobody: {en: "nobody can use AWSSupportAccess", ja: "AWSSupportAccessを利用できるエンティティがありません"}
#   remediation: {en: "Attach AWSSupportAccess to a role that your support contacts may assume.", ja: "サポート担当者が引き受けられるロールにAWSSupportAccessをアタッチします。"}
#   manual: decision
package controls.iam.support_policy_is_in_use

import data.lib.result

findings contains result.pass(input.account, "role", {}, _reads) if _role

findings contains result.pass(input.account, "user", {}, _reads) if {
	not _role
	_user
}

findings contains result.fail(input.account, "nobody", {}, _reads) if {
	not _role
	not _user
}

_reads := [
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.groups.AttachedManagedPolicies.PolicyArn",
	"input.iam.users.AttachedManagedPolicies.PolicyArn",
]

_role if {
	some role in input.iam.roles
	some policy in role.AttachedManagedPolicies
	endswith(policy.PolicyArn, ":iam::aws:policy/AWSSupportAccess")
	some statement in kijun.policy.statements(role.AssumeRolePolicyDocument)
	statement.effect == "Allow"
}

_user if {
	some user in input.iam.users
	some policy in user.AttachedManagedPolicies
	endswith(policy.PolicyArn, ":iam::aws:policy/AWSSupportAccess")
}

_user if {
	some group in input.iam.groups
	some policy in group.AttachedManagedPolicies
	endswith(policy.PolicyArn, ":iam::aws:policy/AWSSupportAccess")
	some user in input.iam.users
	some name in user.GroupList
	name == group.GroupName
}
