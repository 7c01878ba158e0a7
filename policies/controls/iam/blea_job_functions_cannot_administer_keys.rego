# METADATA
# title: SysAdmin and InstanceOps job functions cannot administer KMS keys
# description: >-
#   No group or role that administers the account or operates instances may administer KMS keys, as BLEA's list of actions has it. A service
#   control policy that denies them all is as good.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.8
#   title_ja: SysAdmin・InstanceOpsがKMSキーを管理操作できない
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.8]}
#   reasons:
#     nobody: {en: "no group and no role has the job function SysAdmin or InstanceOps of BLEA", ja: "BLEAのSysAdminやInstanceOpsに相当するグループもロールもありません"}
#     denied: {en: "neither job function may administer keys", ja: "どちらの職務にもキーの管理操作は許可されていません"}
#     deletion: {en: "nobody may administer keys by BLEA's list, which lacks kms:ScheduleKeyDeletion: {count} groups or roles may do that ({principals})", ja: "BLEAの一覧にあるキーの管理操作は許可されていませんが、一覧にないkms:ScheduleKeyDeletionが{count}個のグループまたはロールに許可されています（{principals}）"}
#     scp: {en: "a service control policy denies administering keys", ja: "サービスコントロールポリシーがキーの管理操作を拒否しています"}
#     allowed: {en: "{count} groups or roles may administer keys: {principals}", ja: "{count}個のグループまたはロールにキーの管理操作が許可されています: {principals}"}
#   remediation: {en: "Add the Deny statement for keys of BLEA's construct Iam to the policies of both job functions.", ja: "両方の職務のポリシーに、BLEAのIamコンストラクトと同じKMSのDenyステートメントを追加します。"}
package controls.iam.blea_job_functions_cannot_administer_keys

import data.lib.blea_policies
import data.lib.jobs
import data.lib.result
import data.lib.scp

findings contains result.not_applicable(input.account, "nobody", {}, _reads) if not _somebody

findings contains result.pass(input.account, "denied", {}, _reads) if {
	_somebody
	not _can
	not _deletion
}

findings contains result.pass(input.account, "deletion", {"count": count(jobs.key_deleters), "principals": jobs.named(jobs.key_deleters)}, _reads) if {
	not _can
	_deletion
}

findings contains result.pass(input.account, "scp", {}, _reads) if {
	_can
	_denied_by_organization
}

findings contains result.fail(input.account, "allowed", {"count": count(jobs.key_administrators), "principals": jobs.named(jobs.key_administrators)}, _reads) if {
	_can
	not _denied_by_organization
}

_somebody if some _ in jobs.key_users

_can if some _ in jobs.key_administrators

_denied_by_organization if {
	every actions in blea_policies.keys {
		every action in actions {
			scp.denies(action, "*")
		}
	}
}

_deletion if some _ in jobs.key_deleters

_reads := [
	"input.iam.groups.AttachedManagedPolicies.PolicyArn",
	"input.iam.groups.GroupPolicyList.PolicyName",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyName",
	"input.organizations.policies.DescribePolicy.Policy.Content",
]

plan contains blea_policies.group_step(group.GroupName, "BLEA-DenyKeyAdministration", blea_policies.deny_keys) if {
	not _denied_by_organization
	some group in input.iam.groups
	group.arn in jobs.key_administrators
}

# The policies of a permission set are changed in IAM Identity Center.
plan contains blea_policies.role_step(role.RoleName, "BLEA-DenyKeyAdministration", blea_policies.deny_keys) if {
	not _denied_by_organization
	some role in input.iam.roles
	role.arn in jobs.key_administrators
	not startswith(role.Path, "/aws-reserved/")
}
