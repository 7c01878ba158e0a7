# METADATA
# title: Administrator-class human permissions require MFA
# description: >-
#   Whatever lets a group or an IAM user administer the account or IAM in full works only with MFA. Roles are the business of those who
#   take them on. Policies of the organization are not looked at, because a member account cannot read them.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.5
#   title_ja: 管理者権限の利用にMFAを必須としている
#   severity: HIGH
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.5]}
#   reasons:
#     mfa: {en: "no group and no user can use administrator permissions without MFA", ja: "MFAなしで管理者権限を使えるグループやユーザーはありません"}
#     nobody: {en: "no group and no user has administrator permissions", ja: "管理者権限を持つグループやユーザーはありません"}
#     open: {en: "administrator permissions work without MFA for {count} groups or users: {principals}", ja: "{count}個のグループまたはユーザーがMFAなしで管理者権限を使えます: {principals}"}
#   remediation: {en: "Add a condition on aws:MultiFactorAuthPresent to the Allow statement, or deny what is done without MFA.", ja: "Allowステートメントにaws:MultiFactorAuthPresentの条件を追加するか、MFAなしの操作を拒否します。"}
package controls.iam.blea_administrators_need_mfa

import data.lib.blea_policies
import data.lib.jobs
import data.lib.mfa
import data.lib.result

findings contains result.pass(input.account, "mfa", {}, _reads) if {
	_powerful
	not _open
}

findings contains result.pass(input.account, "nobody", {}, _reads) if {
	not _powerful
	not _open
}

findings contains result.fail(input.account, "open", {"count": count(mfa.unguarded), "principals": jobs.named(mfa.unguarded)}, _reads) if _open

_powerful if some _ in mfa.powerful

_open if some _ in mfa.unguarded

_reads := [
	"input.iam.groups.AttachedManagedPolicies.PolicyArn",
	"input.iam.groups.GroupPolicyList.PolicyName",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyName",
	"input.iam.users.AttachedManagedPolicies.PolicyArn",
	"input.iam.users.UserPolicyList.PolicyName",
	"input.iam.users.GroupList",
]

plan contains blea_policies.group_step(group.GroupName, "RequireMFA", _require_mfa) if {
	some group in input.iam.groups
	group.arn in mfa.unguarded
}

plan contains blea_policies.user_step(user.UserName, "RequireMFA", _require_mfa) if {
	some user in input.iam.users
	user.arn in mfa.unguarded
	not user.arn in _members
}

# Users whom the step of a group helps.
_members contains user.arn if {
	some user in input.iam.users
	some name in user.GroupList
	some group in input.iam.groups
	group.GroupName == name
	group.arn in mfa.unguarded
}

# What is left is what it takes to register a device and to sign in with it
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html).
_require_mfa := {
	"Version": "2012-10-17",
	"Statement": [{
		"Sid": "DenyWithoutMFA",
		"Effect": "Deny",
		"NotAction": [
			"iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:GetMFADevice",
			"iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken",
		],
		"Resource": "*",
		"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
	}],
}
