# METADATA
# title: An instance-operations job-function policy is attached to a role and a group
# description: >-
#   Somebody operates instances without changing the network, and can neither see billing data nor touch keys. All policies of a role or
#   group count together; names do not matter. Narrower policies are as good as BLEA's.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.3
#   title_ja: インスタンス運用(InstanceOps)用のIAMポリシーがロールとグループに付与されている
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.3]}
#   reasons:
#     role_and_group: {en: "a role and a group have policies like InstanceOps", ja: "InstanceOpsに相当するポリシーを持つロールとグループがあります"}
#     federated: {en: "a role of an identity provider has policies like InstanceOps", ja: "InstanceOpsに相当するポリシーを持つ、IDプロバイダー経由のロールがあります"}
#     no_users: {en: "only roles or only groups have policies like InstanceOps, and the account has no IAM users", ja: "InstanceOpsに相当するポリシーを持つのはロールとグループの一方だけですが、IAMユーザーはいません"}
#     one_of_two: {en: "only roles or only groups have policies like InstanceOps, and the account has IAM users", ja: "InstanceOpsに相当するポリシーを持つのはロールとグループの一方だけで、IAMユーザーがいます"}
#     nobody: {en: "no role and no group has policies like InstanceOps", ja: "InstanceOpsに相当するポリシーを持つロールもグループもありません"}
#   remediation: {en: "Deploy BLEA's construct Iam, or create the policy with a role and a group that have it.", ja: "BLEAのIamコンストラクトをデプロイするか、ポリシーを作成してロールとグループにアタッチします。"}
package controls.iam.blea_instance_ops_policy_is_attached

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

findings contains result.fail(input.account, "one_of_two", {}, _reads) if {
	not _both
	not _federated
	_one
	_users
}

findings contains result.fail(input.account, "nobody", {}, _reads) if {
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

_users if some _ in input.iam.users

_group if {
	some group in input.iam.groups
	group.arn in jobs.instance_ops
}

_role if {
	some role in input.iam.roles
	role.arn in jobs.instance_ops
}

_federated if {
	some role in input.iam.roles
	role.arn in jobs.instance_ops
	role.arn in jobs.federated
}

plan contains blea_policies.step("BLEA-InstanceOps", blea_policies.instance_ops) if {
	not _both
	not _federated
	not _alone
}

_alone if {
	_one
	not _users
}
