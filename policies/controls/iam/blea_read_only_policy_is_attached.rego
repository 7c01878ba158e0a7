# METADATA
# title: A read-only job-function policy is attached to a role and a group
# description: >-
#   Somebody looks at the account, cannot see billing data, and has no policy that allows more than reading. One group or role with AWS's
#   ReadOnlyAccess, ViewOnlyAccess or SecurityAudit will do, too.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.4
#   title_ja: 閲覧専用(ReadOnlyAdmin)用のIAMポリシーがロールとグループに付与されている
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.4]}
#   reasons:
#     role_and_group: {en: "a role and a group have policies like ReadOnlyAdmin", ja: "ReadOnlyAdminに相当するポリシーを持つロールとグループがあります"}
#     aws_policy: {en: "a group or a role has AWS's own policy for reading, and none that allows more", ja: "AWS管理の閲覧用ポリシーを持ち、それ以上の権限がないグループまたはロールがあります"}
#     federated: {en: "a role of an identity provider has policies like ReadOnlyAdmin", ja: "ReadOnlyAdminに相当するポリシーを持つ、IDプロバイダー経由のロールがあります"}
#     no_users: {en: "only roles or only groups have policies like ReadOnlyAdmin, and the account has no IAM users", ja: "ReadOnlyAdminに相当するポリシーを持つのはロールとグループの一方だけですが、IAMユーザーはいません"}
#     one_of_two: {en: "only roles or only groups have policies like ReadOnlyAdmin, and the account has IAM users", ja: "ReadOnlyAdminに相当するポリシーを持つのはロールとグループの一方だけで、IAMユーザーがいます"}
#     nobody: {en: "no role and no group has policies like ReadOnlyAdmin", ja: "ReadOnlyAdminに相当するポリシーを持つロールもグループもありません"}
#   remediation: {en: "Deploy BLEA's construct Iam, or create the policy with a role and a group that have it.", ja: "BLEAのIamコンストラクトをデプロイするか、ポリシーを作成してロールとグループにアタッチします。"}
package controls.iam.blea_read_only_policy_is_attached

import data.lib.blea_policies
import data.lib.jobs
import data.lib.result

findings contains result.pass(input.account, "role_and_group", {}, _reads) if _both

findings contains result.pass(input.account, "aws_policy", {}, _reads) if {
	not _both
	_auditor
}

findings contains result.pass(input.account, "federated", {}, _reads) if {
	not _both
	not _auditor
	_federated
}

findings contains result.pass(input.account, "no_users", {}, _reads) if {
	not _both
	not _auditor
	not _federated
	_one
	not _users
}

findings contains result.fail(input.account, "one_of_two", {}, _reads) if {
	not _both
	not _auditor
	not _federated
	_one
	_users
}

findings contains result.fail(input.account, "nobody", {}, _reads) if {
	not _auditor
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
	group.arn in jobs.read_only
}

_role if {
	some role in input.iam.roles
	role.arn in jobs.read_only
}

_federated if {
	some role in input.iam.roles
	role.arn in jobs.read_only
	role.arn in jobs.federated
}

_auditor if some _ in jobs.auditors

plan contains blea_policies.step("BLEA-ReadOnlyAdmin", blea_policies.read_only) if {
	not _both
	not _auditor
	not _federated
	not _alone
}

_alone if {
	_one
	not _users
}
