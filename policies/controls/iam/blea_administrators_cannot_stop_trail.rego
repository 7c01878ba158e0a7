# METADATA
# title: Day-to-day administrators cannot stop, delete or update the audit trail
# description: >-
#   No group or role that administers the account day to day may stop, delete or change a trail. A trail of the organization, which a member
#   account cannot change, or a service control policy that protects every trail of the account is as good.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.7
#   title_ja: 日常の管理者がCloudTrailの停止・削除・変更を行えない
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.7]}
#   reasons:
#     nobody: {en: "no group and no role has the job function SysAdmin of BLEA", ja: "BLEAのSysAdminに相当するグループもロールもありません"}
#     function: {en: "no day-to-day administrator may stop, delete or change the audit trail, but BLEA.IAM.1 fails: none is limited like BLEA's SysAdmin", ja: "日常の管理者に証跡の停止・削除・変更は許可されていませんが、BLEA.IAM.1が不合格で、BLEAのSysAdminと同様に制限された管理者がいません"}
#     denied: {en: "no day-to-day administrator may stop, delete or change the audit trail", ja: "日常の管理者に証跡の停止・削除・変更は許可されていません"}
#     organization: {en: "the audit trail belongs to the organization, whose members cannot change it", ja: "証跡は組織のもので、メンバーアカウントからは変更できません"}
#     scp: {en: "service control policies protect every trail of the account", ja: "サービスコントロールポリシーがアカウントのすべての証跡を保護しています"}
#     allowed: {en: "{count} groups or roles may stop, delete or change the audit trail: {principals}", ja: "{count}個のグループまたはロールに証跡の停止・削除・変更が許可されています: {principals}"}
#   remediation: {en: "Deny cloudtrail:StopLogging, cloudtrail:DeleteTrail and cloudtrail:UpdateTrail to administrators, or enrol the account in Control Tower.", ja: "管理者に対してcloudtrail:StopLogging、cloudtrail:DeleteTrail、cloudtrail:UpdateTrailを拒否するか、アカウントをControl Towerに登録します。"}
package controls.iam.blea_administrators_cannot_stop_trail

import data.lib.blea_policies
import data.lib.jobs
import data.lib.result
import data.lib.scp
import data.lib.trails

findings contains result.not_applicable(input.account, "nobody", {}, _reads) if not _somebody

findings contains result.not_applicable(input.account, "function", {}, _reads) if {
	_somebody
	not _can
	not _function
	not _denied_by_organization
}

findings contains result.pass(input.account, "denied", {}, _reads) if {
	not _can
	_function
}

findings contains result.pass(input.account, "organization", {}, _reads) if {
	_somebody
	_can
	_of_organization
}

findings contains result.pass(input.account, "scp", {}, _reads) if {
	_somebody
	_can
	not _of_organization
	_denied_by_organization
}

findings contains result.pass(input.account, "scp", {}, _reads) if {
	_somebody
	not _can
	not _function
	_denied_by_organization
}

findings contains result.fail(input.account, "allowed", {"count": count(jobs.trail_stoppers), "principals": jobs.named(jobs.trail_stoppers)}, _reads) if {
	_somebody
	_can
	not _of_organization
	not _denied_by_organization
}

_somebody if some _ in jobs.day_to_day

_can if some _ in jobs.trail_stoppers

# BLEA.IAM.1 does not fail: a role and a group have the function, one of them where there are no users, or an identity provider has them.
_function if {
	some role in input.iam.roles
	role.arn in jobs.sysadmins
	some group in input.iam.groups
	group.arn in jobs.sysadmins
}

_function if {
	some _ in jobs.sysadmins
	not _users
}

_function if {
	some arn in jobs.sysadmins
	arn in jobs.federated
}

_function if some _ in jobs.federated_sysadmins

_users if some _ in input.iam.users

_of_organization if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.TrailARN in _own
}

_denied_by_organization if {
	some _ in _own
	every trail in _own {
		_protected(trail)
	}
}

_protected(trail) if {
	every actions in blea_policies.trail {
		every action in actions {
			scp.denies(action, trail)
		}
	}
}

# The ARN of a trail names the account that can change it.
_own contains trail.TrailARN if {
	some trail in input.cloudtrail.trails
	contains(trail.TrailARN, sprintf(":%s:trail/", [input.account.account]))
}

_reads := [
	"input.iam.groups.AttachedManagedPolicies.PolicyArn",
	"input.iam.groups.GroupPolicyList.PolicyName",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyName",
	"input.cloudtrail.trails.IsOrganizationTrail",
	"input.organizations.policies.DescribePolicy.Policy.Content",
]

plan contains blea_policies.group_step(group.GroupName, "BLEA-DenyTrailChanges", blea_policies.deny_trail) if {
	_somebody
	not _of_organization
	not _denied_by_organization
	some group in input.iam.groups
	group.arn in jobs.trail_stoppers
}

# The policies of a permission set are changed in IAM Identity Center.
plan contains blea_policies.role_step(role.RoleName, "BLEA-DenyTrailChanges", blea_policies.deny_trail) if {
	_somebody
	not _of_organization
	not _denied_by_organization
	some role in input.iam.roles
	role.arn in jobs.trail_stoppers
	not startswith(role.Path, "/aws-reserved/")
}
