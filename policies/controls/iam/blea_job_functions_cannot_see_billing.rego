# METADATA
# title: Operational job functions cannot read or change billing data
# description: >-
#   No group or role with one of the four job functions is allowed an action on billing data from BLEA's list. A service control policy
#   that denies them all is as good.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.6
#   title_ja: 運用系ロール・グループから請求情報を参照・変更できない
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.6]}
#   reasons:
#     nobody: {en: "no group and no role has a job function of BLEA", ja: "BLEAの職務に相当するグループもロールもありません"}
#     denied: {en: "no job function is allowed an action on billing data", ja: "請求情報へのアクションを許可された職務はありません"}
#     scp: {en: "a service control policy denies all actions on billing data", ja: "サービスコントロールポリシーが請求情報へのすべてのアクションを拒否しています"}
#     allowed: {en: "actions on billing data are allowed to {count} groups or roles: {principals}", ja: "{count}個のグループまたはロールに請求情報へのアクションが許可されています: {principals}"}
#   remediation: {en: "Add the Deny statement of BLEA's construct Iam to the policies of the job function.", ja: "職務のポリシーに、BLEAのIamコンストラクトと同じDenyステートメントを追加します。"}
package controls.iam.blea_job_functions_cannot_see_billing

import data.lib.blea_policies
import data.lib.jobs
import data.lib.result
import data.lib.scp

findings contains result.not_applicable(input.account, "nobody", {}, _reads) if not _somebody

findings contains result.pass(input.account, "denied", {}, _reads) if {
	_somebody
	not _can
}

findings contains result.pass(input.account, "scp", {}, _reads) if {
	_can
	_denied_by_organization
}

findings contains result.fail(input.account, "allowed", {"count": count(jobs.spenders), "principals": jobs.named(jobs.spenders)}, _reads) if {
	_can
	not _denied_by_organization
}

_somebody if some _ in jobs.with_function

_can if some _ in jobs.spenders

_denied_by_organization if {
	every actions in blea_policies.billing {
		every action in actions {
			scp.denies(action, "*")
		}
	}
}

_reads := [
	"input.iam.groups.AttachedManagedPolicies.PolicyArn",
	"input.iam.groups.GroupPolicyList.PolicyName",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyName",
	"input.organizations.policies.DescribePolicy.Policy.Content",
]

plan contains blea_policies.group_step(group.GroupName, "BLEA-DenyBilling", blea_policies.deny_billing) if {
	not _denied_by_organization
	some group in input.iam.groups
	group.arn in jobs.spenders
}

# The policies of a permission set are changed in IAM Identity Center.
plan contains blea_policies.role_step(role.RoleName, "BLEA-DenyBilling", blea_policies.deny_billing) if {
	not _denied_by_organization
	some role in input.iam.roles
	role.arn in jobs.spenders
	not startswith(role.Path, "/aws-reserved/")
}
