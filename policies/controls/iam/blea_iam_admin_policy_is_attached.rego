# METADATA
# title: An IAM-administrator job-function policy is attached to a role and a group
# description: >-
#   Somebody administers IAM and nothing else, only with MFA, and cannot see billing data. All policies of a role or group count together;
#   names do not matter. Narrower policies are as good as BLEA's.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.2
#   title_ja: IAM管理者(IAM Admin)用のIAMポリシーがロールとグループに付与されている
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.2]}
#   reasons:
#     role_and_group: {en: "a role and a group have policies like IAM Admin", ja: "IAM Adminに相当するポリシーを持つロールとグループがあります"}
#     federated: {en: "a role of an identity provider has policies like IAM Admin", ja: "IAM Adminに相当するポリシーを持つ、IDプロバイダー経由のロールがあります"}
#     no_users: {en: "only roles or only groups have policies like IAM Admin, and the account has no IAM users", ja: "IAM Adminに相当するポリシーを持つのはロールとグループの一方だけですが、IAMユーザーはいません"}
#     provider: {en: "a role of an identity provider has policies like IAM Admin but for MFA, on which the provider decides", ja: "IDプロバイダー経由のロールにIAM Admin相当のポリシーがありますが、MFAの要否はIDプロバイダー側の設定によります"}
#     one_of_two: {en: "only roles or only groups have policies like IAM Admin, and the account has IAM users", ja: "IAM Adminに相当するポリシーを持つのはロールとグループの一方だけで、IAMユーザーがいます"}
#     nobody: {en: "no role and no group has policies like IAM Admin", ja: "IAM Adminに相当するポリシーを持つロールもグループもありません"}
#   remediation: {en: "Deploy BLEA's construct Iam, or create the policy with a role and a group that have it.", ja: "BLEAのIamコンストラクトをデプロイするか、ポリシーを作成してロールとグループにアタッチします。"}
package controls.iam.blea_iam_admin_policy_is_attached

import data.lib.blea_policies
import data.lib.jobs
import data.lib.result

findings contains result.pass(input.account, "role_and_group", {}, _reads) if _both

findings contains result.pass(input.account, "federated", {}, _reads) if {
	not _both
	_federated
}

findings contains result.pass(input.account, "no_users", {}, _reads) if {
	not _both
	not _federated
	_one
	not _users
}

findings contains result.warn(input.account, "provider", {}, _reads) if {
	not _both
	not _federated
	not _alone
	_elsewhere
}

findings contains result.fail(input.account, "one_of_two", {}, _reads) if {
	not _both
	not _federated
	not _elsewhere
	_one
	_users
}

findings contains result.fail(input.account, "nobody", {}, _reads) if {
	not _elsewhere
	not _one
}

_reads := [
	"input.iam.groups.AttachedManagedPolicies.PolicyArn",
	"input.iam.groups.GroupPolicyList.PolicyName",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyName",
]

_both if {
	_role
	_group
}

_one if _role

_one if _group

_alone if {
	_one
	not _users
}

_users if some _ in input.iam.users

_group if {
	some group in input.iam.groups
	group.arn in jobs.iam_admins
}

_role if {
	some role in input.iam.roles
	role.arn in jobs.iam_admins
}

_federated if {
	some role in input.iam.roles
	role.arn in jobs.iam_admins
	role.arn in jobs.federated
}

_elsewhere if some _ in jobs.federated_iam_admins

plan contains blea_policies.step("BLEA-IamAdmin", blea_policies.iam_admin) if {
	not _both
	not _federated
	not _elsewhere
	not _alone
}
