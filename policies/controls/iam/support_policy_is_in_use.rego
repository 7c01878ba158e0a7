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
#   otherwise: decision
package controls.iam.support_policy_is_in_use

import data.lib.result
import data.lib.steps

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

# Whoever may assume roles in the account and has signed in with MFA may then open cases. Who that is stays with the account's own policies.
plan contains {
	"subject": input.account.id,
	"region": "global",
	"calls": [
		steps.call("iam", "CreateRole", {"RoleName": _name, "AssumeRolePolicyDocument": json.marshal(_trust)}),
		steps.call("iam", "AttachRolePolicy", {"RoleName": _name, "PolicyArn": _policy}),
	],
	"undo": [
		steps.call("iam", "DetachRolePolicy", {"RoleName": _name, "PolicyArn": _policy}),
		steps.call("iam", "DeleteRole", {"RoleName": _name}),
	],
	"effect": [
		steps.added("iam.roles", _arn, "global", object.union(_detail, {"arn": _arn, "type": "AWS::IAM::Role"})),
		steps.added("iam.principals", _arn, "global", {"arn": _arn, "type": "AWS::IAM::Role", "RoleDetail": _detail}),
	],
	"needs": [],
	"destructive": false,
} if {
	not _name in {role.RoleName | some role in input.iam.roles}
}

_name := "aws-support-incidents"

_policy := sprintf("arn:%s:iam::aws:policy/AWSSupportAccess", [input.account.partition])

_arn := sprintf("arn:%s:iam::%s:role/%s", [input.account.partition, input.account.account, _name])

_trust := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow",
	"Principal": {"AWS": sprintf("arn:%s:iam::%s:root", [input.account.partition, input.account.account])},
	"Action": "sts:AssumeRole",
	"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
}]}

_detail := {
	"Arn": _arn,
	"RoleName": _name,
	"Path": "/",
	"AssumeRolePolicyDocument": _trust,
	"AttachedManagedPolicies": [{"PolicyArn": _policy, "PolicyName": "AWSSupportAccess"}],
	"RolePolicyList": [],
	"InstanceProfileList": [],
}
