# METADATA
# title: The recorder uses a role with the AWS_ConfigRole policy
# description: >-
#   With a role that lacks permissions the recorder leaves gaps, and says nothing. AWS recommends the service-linked role; Control
#   Tower has its own. AWS's former policy AWSConfigRole is no longer kept up to date.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.3
#   title_ja: Configレコーダーが適切なロールを使用している
#   severity: LOW
#   subject: account
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.3]}
#   reasons:
#     sufficient: {en: "every recorder uses a role with the permissions that AWS keeps up to date", ja: "すべてのレコーダーが、AWSが更新する権限を持つロールを使用しています"}
#     no_recorder: {en: "there is no customer managed recorder", ja: "カスタマー管理のレコーダーがありません"}
#     no_role: {en: "a recorder's role does not exist", ja: "レコーダーのロールが存在しません"}
#     untrusting: {en: "a recorder's role does not trust AWS Config", ja: "レコーダーのロールがAWS Configを信頼していません"}
#     no_policy: {en: "a recorder's role does not have the policy AWS_ConfigRole", ja: "レコーダーのロールにAWS_ConfigRoleポリシーがありません"}
#   remediation: {en: "Let the bucket policy of the delivery channel admit config.amazonaws.com, then let the recorder use the service-linked role AWSServiceRoleForConfig.", ja: "配信先のバケットポリシーでconfig.amazonaws.comを許可してから、レコーダーのロールをサービスリンクロールAWSServiceRoleForConfigに変更します。"}
#   otherwise: decision
package controls.config.recorder_role_is_sufficient

import data.lib.recorders
import data.lib.result
import data.lib.roles
import data.lib.steps

findings contains result.not_applicable(input.account, "no_recorder", {}, _reads) if {
	not _recorders
}

findings contains result.pass(input.account, "sufficient", {}, _reads) if {
	_recorders
	not _untrusting
	not _without_policy
}

findings contains result.fail(input.account, "no_role", {}, _reads) if {
	_without_role
}

findings contains result.fail(input.account, "untrusting", {}, _reads) if {
	not _without_role
	_untrusting
}

findings contains result.fail(input.account, "no_policy", {}, _reads) if {
	not _untrusting
	_without_policy
}

_reads := [
	"input.config.recorders.RoleARN",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.AssumeRolePolicyDocument",
]

_recorders if some _ in recorders.present

_without_role if {
	some recorder in input.config.recorders
	recorder.id in _doubtful
	not recorder.id in _with_role
}

# A role that does not exist trusts nobody.
_untrusting if {
	some recorder in input.config.recorders
	recorder.id in _doubtful
	not recorder.id in _trusted
}

_without_policy if {
	some recorder in input.config.recorders
	recorder.id in _doubtful
	not recorder.id in _with_policy
}

_doubtful contains recorder.id if {
	some recorder in input.config.recorders
	not recorder.ServicePrincipal
	not recorder.id in _provided
}

# Recorders whose role AWS provides as a whole.
_provided contains recorder.id if {
	some recorder in input.config.recorders
	recorders.service_linked(recorder.RoleARN)
}

_provided contains recorder.id if {
	some recorder in input.config.recorders
	endswith(recorder.RoleARN, ":role/aws-controltower-ConfigRecorderRole")
}

_with_role contains recorder.id if {
	some recorder in input.config.recorders
	roles.exists(recorder.RoleARN)
}

_trusted contains recorder.id if {
	some recorder in input.config.recorders
	roles.trusts(recorder.RoleARN, "config.amazonaws.com")
}

_with_policy contains recorder.id if {
	some recorder in input.config.recorders
	roles.records(recorder.RoleARN)
}

plan contains {
	"subject": input.account.id,
	"region": "global",
	"calls": [steps.call("iam", "AttachRolePolicy", {"RoleName": role.RoleName, "PolicyArn": _policy})],
	"undo": [steps.call("iam", "DetachRolePolicy", {"RoleName": role.RoleName, "PolicyArn": _policy})],
	"effect": [steps.changed("iam.roles", role.id, "AttachedManagedPolicies", array.concat(object.get(role, "AttachedManagedPolicies", []), [{"PolicyArn": _policy, "PolicyName": "AWS_ConfigRole"}]))],
	"needs": [],
	"destructive": false,
} if {
	some recorder in input.config.recorders
	recorder.id in _doubtful
	recorder.id in _trusted
	not recorder.id in _with_policy
	some role in input.iam.roles
	role.Arn == recorder.RoleARN
}

_policy := sprintf("arn:%s:iam::aws:policy/service-role/AWS_ConfigRole", [input.account.partition])
