# METADATA
# title: The remediation role exists and can revoke security-group rules
# description: >-
#   Without its role the remediation fails, and nobody is told. The role of every automatic remediation of default security groups
#   must trust Systems Manager and may look at groups and revoke their rules; more is not needed.
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.DefaultSG.3
#   title_ja: 自動修復用ロールが存在し必要な権限を持つ
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: defaults
#   construct: Detection
#   standards: {blea: [BLEA.DefaultSG.3]}
#   reasons:
#     works: {en: "every remediation role trusts Systems Manager and can revoke rules", ja: "すべての修復用ロールがSystems Managerを信頼し、ルールを削除できます"}
#     no_role: {en: "no remediation of default security groups uses a role", ja: "デフォルトセキュリティグループの修復でロールは使用されていません"}
#     absent: {en: "a remediation role does not exist", ja: "修復用ロールが存在しません"}
#     untrusting: {en: "a remediation role does not trust Systems Manager", ja: "修復用ロールがSystems Managerを信頼していません"}
#     powerless: {en: "a remediation role cannot revoke rules of security groups", ja: "修復用ロールにセキュリティグループのルールを削除する権限がありません"}
#   remediation: {en: "Let the role trust ssm.amazonaws.com and allow it to describe security groups and to revoke their ingress and egress rules.", ja: "ロールでssm.amazonaws.comを信頼し、セキュリティグループの参照とインバウンド・アウトバウンドルールの削除を許可します。"}
package controls.defaultsg.remediation_role_works

import data.lib.default_groups
import data.lib.result
import data.lib.roles
import data.lib.steps

findings contains result.not_applicable(input.account, "no_role", {}, _reads) if {
	not _roles
}

findings contains result.pass(input.account, "works", {}, _reads) if {
	_roles
	not _untrusting
	not _powerless
}

findings contains result.fail(input.account, "absent", {}, _reads) if {
	_absent
}

findings contains result.fail(input.account, "untrusting", {}, _reads) if {
	not _absent
	_untrusting
}

findings contains result.fail(input.account, "powerless", {}, _reads) if {
	not _untrusting
	_powerless
}

_reads := ["input.config.remediations.Parameters", "input.iam.roles.AssumeRolePolicyDocument", "input.iam.roles.RolePolicyList.PolicyDocument"]

_roles if some _ in _assumed

# Whether a remediation runs by itself is BLEA.DefaultSG.2's to say. AWS's document for a message to a topic changes nothing.
_assumed contains arn if {
	some remediation in input.config.remediations
	remediation.id in default_groups.remediations
	remediation.TargetId != "AWS-PublishSNSNotification"
	some arn in remediation.Parameters.AutomationAssumeRole.StaticValue.Values
}

_absent if {
	some arn in _assumed
	not roles.exists(arn)
}

_untrusting if {
	some arn in _assumed
	not roles.trusts(arn, "ssm.amazonaws.com")
}

_powerless if {
	some arn in _assumed
	not roles.revokes(arn)
}

plan contains steps.step(
	{"id": input.account.id, "region": input.account.home},
	[steps.call("iam", "PutRolePolicy", {"RoleName": role.RoleName, "PolicyName": "close-default-security-groups", "PolicyDocument": json.marshal(_permissions)})],
	[steps.call("iam", "DeleteRolePolicy", {"RoleName": role.RoleName, "PolicyName": "close-default-security-groups"})],
	[steps.changed("iam.roles", role.id, "RolePolicyList", array.concat(_inline(role), [{"PolicyName": "close-default-security-groups", "PolicyDocument": _permissions}]))],
) if {
	some role in input.iam.roles
	role.Arn in _assumed
	roles.trusts(role.Arn, "ssm.amazonaws.com")
	not roles.revokes(role.Arn)
}

_inline(role) := role.RolePolicyList

_inline(role) := [] if not role.RolePolicyList

_permissions := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow",
	"Action": ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", "ec2:DescribeSecurityGroups"],
	"Resource": "*",
}]}
