# METADATA
# title: The CloudTrail-to-Logs role can write only to its log group
# description: >-
#   The role with which CloudTrail writes to CloudWatch Logs needs two actions on one log group, and nothing else.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
# custom:
#   id: BLEA.CloudTrail.17
#   title_ja: CloudTrailのログ配信ロールが対象ロググループのみに書き込める
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.17]}
#   reasons:
#     limited: {en: "the role can only write to the trail's log group", ja: "ロールは証跡のロググループへの書き込みしかできません"}
#     foreign: {en: "the role is in account {account}, which was not scanned", ja: "ロールはスキャン対象外のアカウント {account} にあります"}
#     untrusted: {en: "the role does not exist or does not trust CloudTrail", ja: "ロールが存在しないか、CloudTrailを信頼していません"}
#     wide: {en: "the role allows other actions, or resources other than the trail's log group", ja: "ロールが他のアクション、または証跡のロググループ以外のリソースを許可しています"}
#     no_role: {en: "no trail that records all management events has a log group and a role for it", ja: "すべての管理イベントを記録する証跡に、ロググループとそのためのロールがありません"}
#     no_trail: {en: "no trail records all management events", ja: "すべての管理イベントを記録する証跡がありません"}
#   remediation:
#     en: "Let the role allow only logs:CreateLogStream and logs:PutLogEvents on the trail's log group."
#     ja: "ロールの許可を、証跡のロググループに対するlogs:CreateLogStreamとlogs:PutLogEventsだけにします。"
package controls.cloudtrail.blea_trail_logs_role_is_limited

import data.lib.result
import data.lib.trail_plan
import data.lib.trails

findings contains result.pass(input.account, "limited", {}, _reads) if _limited

findings contains result.warn(input.account, "foreign", {"account": _account}, _reads) if {
	not _limited
	_perhaps_limited
}

findings contains result.fail(input.account, "untrusted", {}, _reads) if {
	_assigned
	not _trusted
}

findings contains result.fail(input.account, "wide", {}, _reads) if {
	_assigned
	not _perhaps_limited
	_trusted
}

findings contains result.not_applicable(input.account, "no_role", {}, _reads) if {
	trails.covered
	not _assigned
}

findings contains result.not_applicable(input.account, "no_trail", {}, _reads) if not trails.covered

_assigned if {
	some reader in trails.readers
	reader in _assigned_trails
	some writer in trails.writers
	writer in _assigned_trails
}

_assigned_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.CloudWatchLogsLogGroupArn != ""
	trail.CloudWatchLogsRoleArn != ""
}

_trusted if {
	some reader in trails.readers
	reader in _trusted_trails
	some writer in trails.writers
	writer in _trusted_trails
}

_trusted_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some role in input.iam.roles
	role.arn == trail.CloudWatchLogsRoleArn
	role.arn in _trusting
}

# Whom a role of another account trusts is not to be seen.
_trusted_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _perhaps_limited_trails
}

_trusting contains role.arn if {
	some role in input.iam.roles
	"allow" in kijun.policy.evaluate(role.AssumeRolePolicyDocument, {
		"action": "sts:AssumeRole",
		"principal": {"type": "Service", "value": "cloudtrail.amazonaws.com"},
	}).possible
}

_limited if {
	some reader in trails.readers
	reader in _limited_trails
	some writer in trails.writers
	writer in _limited_trails
}

_limited_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	some role in input.iam.roles
	role.arn == trail.CloudWatchLogsRoleArn
	trail.id in _assigned_trails
	role.arn in _trusting
	not role.arn in _with_unread_policy
	not _wide(trail, role)
}

_perhaps_limited if {
	some reader in trails.readers
	reader in _perhaps_limited_trails
	some writer in trails.writers
	writer in _perhaps_limited_trails
}

_perhaps_limited_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _limited_trails
}

_perhaps_limited_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _assigned_trails
	split(trail.CloudWatchLogsRoleArn, ":")[4] != input.account.account
}

_wide(trail, role) if {
	some inline in role.RolePolicyList
	_exceeds(trail, inline.PolicyDocument)
}

_wide(trail, role) if {
	some attached in role.AttachedManagedPolicies
	some policy in input.iam.policies
	policy.arn == attached.PolicyArn
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_exceeds(trail, version.Document)
}

_wide(trail, role) if {
	some attached in role.AttachedManagedPolicies
	some policy in input.iam.aws_policies
	policy.arn == attached.PolicyArn
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	_exceeds(trail, version.Document)
}

_with_unread_policy contains role.arn if {
	some role in input.iam.roles
	some attached in role.AttachedManagedPolicies
	not attached.PolicyArn in _read
}

_read contains policy.arn if {
	some policy in input.iam.policies
}

_read contains policy.arn if {
	some policy in input.iam.aws_policies
}

_exceeds(trail, document) if {
	some statement in kijun.policy.statements(document)
	statement.effect == "Allow"
	not _within(trail, statement)
}

# kijun.policy.statements gives no statements of a document that it cannot read.
_exceeds(_, document) if kijun.policy.evaluate(document, {"action": "logs:PutLogEvents"}).error

_within(trail, statement) if {
	not statement.not_actions[0]
	not statement.not_resources[0]
	every action in statement.actions {
		lower(action) in {"logs:createlogstream", "logs:putlogevents"}
	}
	every resource in statement.resources {
		_of_group(resource, trim_suffix(trail.CloudWatchLogsLogGroupArn, ":*"))
	}
}

_of_group(resource, group) if resource == group

_of_group(resource, group) if startswith(resource, concat("", [group, ":"]))

_account := min(_accounts)

_accounts contains account if {
	some trail in input.cloudtrail.trails
	account := split(trail.CloudWatchLogsRoleArn, ":")[4]
	account != input.account.account
}

_reads := [
	"input.cloudtrail.trails.CloudWatchLogsRoleArn",
	"input.cloudtrail.trails.CloudWatchLogsLogGroupArn",
]

# The role may serve others too, so it stays as it is, and the trail gets one of its own.
plan contains {
	"subject": input.account.id,
	"region": trail.region,
	"calls": array.concat(trail_plan.logs_role_calls(_role, group), [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {
		"Name": trail.TrailARN,
		"CloudWatchLogsLogGroupArn": trail.CloudWatchLogsLogGroupArn,
		"CloudWatchLogsRoleArn": trail_plan.logs_role(_role, group).arn,
	}}]),
	"undo": array.concat(
		[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {
			"Name": trail.TrailARN,
			"CloudWatchLogsLogGroupArn": trail.CloudWatchLogsLogGroupArn,
			"CloudWatchLogsRoleArn": trail.CloudWatchLogsRoleArn,
		}}],
		trail_plan.logs_role_undo(_role),
	),
	"effect": [
		{"op": "add", "collection": "iam.roles", "id": _role, "value": trail_plan.logs_role(_role, group)},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "CloudWatchLogsRoleArn", "value": trail_plan.logs_role(_role, group).arn},
	],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	trail.id in _assigned_trails
	not trail.id in trails.foreign
	not trail.id in _perhaps_limited_trails
	some group in trails.log_groups[trail.id]
}

_role := "blea-cloudtrail-logs"
