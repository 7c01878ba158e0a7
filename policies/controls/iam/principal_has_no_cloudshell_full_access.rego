# METADATA
# title: IAM identities should not have the AWSCloudShellFullAccess policy attached
# description: >-
#   The policy lets a shell upload and download files, so data leave the account by a way that nobody watches. Users, groups and
#   roles are judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-27
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-blacklisted-check.html
# custom:
#   id: IAM.27
#   title_ja: IAM IDにAWSCloudShellFullAccessポリシーをアタッチしないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.principals
#   resource: AWS::IAM::Role
#   standards: {cis-3.0: ["1.22"], cis-5.0: ["1.21"]}
#   reasons:
#     detached: {en: "AWSCloudShellFullAccess is not attached", ja: "AWSCloudShellFullAccessはアタッチされていません"}
#     attached: {en: "AWSCloudShellFullAccess is attached", ja: "AWSCloudShellFullAccessがアタッチされています"}
#   remediation:
#     en: "Detach AWSCloudShellFullAccess. Who needs CloudShell gets a policy without cloudshell:GetFileDownloadUrls and cloudshell:GetFileUploadUrls."
#     ja: "AWSCloudShellFullAccessをデタッチします。CloudShellが必要な場合は、cloudshell:GetFileDownloadUrlsとcloudshell:GetFileUploadUrlsを含まないポリシーを使用します。"
package controls.iam.principal_has_no_cloudshell_full_access

import data.lib.result
import data.lib.steps

findings contains result.pass(principal, "detached", {}, _reads) if {
	some principal in input.iam.principals
	not principal.id in _attached
}

findings contains result.fail(principal, "attached", {}, _reads) if {
	some principal in input.iam.principals
	principal.id in _attached
}

_reads := [
	"UserDetail.AttachedManagedPolicies",
	"GroupDetail.AttachedManagedPolicies",
	"RoleDetail.AttachedManagedPolicies",
]

_attached contains principal.id if {
	some principal in input.iam.principals
	some policy in principal.UserDetail.AttachedManagedPolicies
	_is_cloudshell(policy.PolicyArn)
}

_attached contains principal.id if {
	some principal in input.iam.principals
	some policy in principal.GroupDetail.AttachedManagedPolicies
	_is_cloudshell(policy.PolicyArn)
}

_attached contains principal.id if {
	some principal in input.iam.principals
	some policy in principal.RoleDetail.AttachedManagedPolicies
	_is_cloudshell(policy.PolicyArn)
}

_is_cloudshell(arn) if endswith(arn, ":iam::aws:policy/AWSCloudShellFullAccess")

plan contains steps.step(
	principal,
	[steps.call("iam", "DetachUserPolicy", {"UserName": principal.UserDetail.UserName, "PolicyArn": policy.PolicyArn})],
	[steps.call("iam", "AttachUserPolicy", {"UserName": principal.UserDetail.UserName, "PolicyArn": policy.PolicyArn})],
	[steps.changed("iam.principals", principal.id, "UserDetail.AttachedManagedPolicies", [other |
		some other in principal.UserDetail.AttachedManagedPolicies
		not _is_cloudshell(other.PolicyArn)
	])],
) if {
	some principal in input.iam.principals
	some policy in principal.UserDetail.AttachedManagedPolicies
	_is_cloudshell(policy.PolicyArn)
}

plan contains steps.step(
	principal,
	[steps.call("iam", "DetachGroupPolicy", {"GroupName": principal.GroupDetail.GroupName, "PolicyArn": policy.PolicyArn})],
	[steps.call("iam", "AttachGroupPolicy", {"GroupName": principal.GroupDetail.GroupName, "PolicyArn": policy.PolicyArn})],
	[steps.changed("iam.principals", principal.id, "GroupDetail.AttachedManagedPolicies", [other |
		some other in principal.GroupDetail.AttachedManagedPolicies
		not _is_cloudshell(other.PolicyArn)
	])],
) if {
	some principal in input.iam.principals
	some policy in principal.GroupDetail.AttachedManagedPolicies
	_is_cloudshell(policy.PolicyArn)
}

plan contains steps.step(
	principal,
	[steps.call("iam", "DetachRolePolicy", {"RoleName": principal.RoleDetail.RoleName, "PolicyArn": policy.PolicyArn})],
	[steps.call("iam", "AttachRolePolicy", {"RoleName": principal.RoleDetail.RoleName, "PolicyArn": policy.PolicyArn})],
	[steps.changed("iam.principals", principal.id, "RoleDetail.AttachedManagedPolicies", [other |
		some other in principal.RoleDetail.AttachedManagedPolicies
		not _is_cloudshell(other.PolicyArn)
	])],
) if {
	some principal in input.iam.principals
	some policy in principal.RoleDetail.AttachedManagedPolicies
	_is_cloudshell(policy.PolicyArn)
}
