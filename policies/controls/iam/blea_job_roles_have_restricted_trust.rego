# METADATA
# title: Job-function roles have a restricted trust policy
# description: >-
#   The roles like SysAdmin, IAM Admin and InstanceOps can be taken on by AWS services and by principals of the account; by others only
#   with MFA, an external id, or as members of a named organization; by identity providers only for a named audience.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/iam.ts
# custom:
#   id: BLEA.IAM.9
#   title_ja: 職務別ロールの信頼ポリシーが限定されている
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   construct: Iam
#   standards: {blea: [BLEA.IAM.9]}
#   reasons:
#     nobody: {en: "no role has policies like SysAdmin, IAM Admin or InstanceOps", ja: "SysAdmin、IAM Admin、InstanceOpsに相当するポリシーを持つロールはありません"}
#     instances: {en: "the job-function roles trust EC2 instances only", ja: "職務別ロールはEC2インスタンスだけを信頼しています"}
#     restricted: {en: "the job-function roles trust others than EC2 only within limits", ja: "職務別ロールがEC2以外を信頼する範囲は限定されています"}
#     open: {en: "{count} job-function roles trust everyone, or another account or an identity provider without a condition: {principals}", ja: "{count}個の職務別ロールが、すべてのプリンシパルを、または条件なしで別アカウントやIDプロバイダーを信頼しています: {principals}"}
#   remediation: {en: "Name the principals in the trust policy, and ask for MFA, an external id or an audience.", ja: "信頼ポリシーでプリンシパルを特定し、MFA、外部IDまたはaudienceの条件を付けます。"}
package controls.iam.blea_job_roles_have_restricted_trust

import data.lib.blea_policies
import data.lib.jobs
import data.lib.result

findings contains result.not_applicable(input.account, "nobody", {}, _reads) if not _somebody

findings contains result.pass(input.account, "instances", {}, _reads) if {
	_somebody
	not _others
}

findings contains result.pass(input.account, "restricted", {}, _reads) if {
	_others
	not _opened
}

findings contains result.fail(input.account, "open", {"count": count(_open), "principals": jobs.named(_open)}, _reads) if _opened

_reads := ["input.iam.roles.AssumeRolePolicyDocument"]

_somebody if some _ in _roles

_opened if some _ in _open

_roles contains role.arn if {
	some role in input.iam.roles
	role.arn in jobs.key_users
}

_roles contains role.arn if {
	some role in input.iam.roles
	role.arn in jobs.iam_functions
}

# A trust policy names something else than EC2.
_others if {
	some role in input.iam.roles
	role.arn in _roles
	some statement in kijun.policy.statements(role.AssumeRolePolicyDocument)
	statement.effect == "Allow"
	not _only_instances(statement)
}

_open contains role.arn if {
	some role in input.iam.roles
	role.arn in _roles
	some statement in kijun.policy.statements(role.AssumeRolePolicyDocument)
	statement.effect == "Allow"
	not _restricted(statement)
}

_only_instances(statement) if {
	statement.principals[0]
	every principal in statement.principals {
		startswith(principal.value, "ec2.amazonaws.com")
	}
}

_restricted(statement) if {
	statement.principals[0]
	every principal in statement.principals {
		_limited(statement, principal)
	}
}

_limited(_, principal) if principal.type == "Service"

_limited(_, principal) if {
	principal.type == "AWS"
	contains(principal.value, sprintf("::%s:", [input.account.account]))
}

_limited(statement, principal) if {
	principal.type == "AWS"
	principal.value != "*"
	_mfa(statement)
}

_limited(statement, principal) if {
	principal.type == "AWS"
	principal.value != "*"
	some condition in statement.conditions
	condition.key == "sts:externalid"
	_asks(condition)
}

_limited(statement, principal) if {
	principal.type in {"AWS", "*"}
	some condition in statement.conditions
	condition.key in {"aws:principalorgid", "aws:principalaccount"}
	_asks(condition)
}

_limited(statement, principal) if {
	principal.type == "Federated"
	some condition in statement.conditions
	regex.match(`:(aud|sub)$`, condition.key)
	_asks(condition)
}

_mfa(statement) if {
	some condition in statement.conditions
	condition.key == "aws:multifactorauthpresent"
	condition.operator == "Bool"
	condition.values == ["true"]
	not condition.if_exists
}

_mfa(statement) if {
	some condition in statement.conditions
	condition.key == "aws:multifactorauthage"
	startswith(condition.operator, "NumericLessThan")
	not condition.if_exists
}

# The key has to be there, with one of the values, none of which stands for everything.
_asks(condition) if {
	condition.operator in {"StringEquals", "StringLike", "StringEqualsIgnoreCase"}
	not condition.if_exists
	condition.qualifier != "ForAllValues"
	every value in condition.values {
		value != "*"
	}
}

# What is open goes; BLEA's own statement stays when nothing else would.
plan contains {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": [{"service": "iam", "operation": "UpdateAssumeRolePolicy", "params": {"RoleName": role.RoleName, "PolicyDocument": json.marshal(trust)}}],
	"undo": [{"service": "iam", "operation": "UpdateAssumeRolePolicy", "params": {"RoleName": role.RoleName, "PolicyDocument": json.marshal(role.AssumeRolePolicyDocument)}}],
	"effect": [{"op": "set", "collection": "iam.roles", "id": role.id, "path": "AssumeRolePolicyDocument", "value": trust}],
	"needs": [],
	"destructive": true,
} if {
	some role in input.iam.roles
	role.arn in _open
	trust := _closed(role.AssumeRolePolicyDocument)
}

_closed(document) := object.union(document, {"Statement": kept}) if {
	kept := _kept(document)
	kept[0]
}

_closed(document) := blea_policies.trust if not _kept(document)[0]

_kept(document) := [statement |
	some statement in _list(document.Statement)
	some view in kijun.policy.statements({"Version": "2012-10-17", "Statement": [statement]})
	_kept_statement(view)
]

_kept_statement(view) if view.effect == "Deny"

_kept_statement(view) if _restricted(view)

_list(statements) := statements if is_array(statements)

_list(statement) := [statement] if is_object(statement)
