# METADATA
# title: The chat integration role is read-only
# description: >-
#   The roles with which chat channels act can only read, or guardrail policies let them only read. A channel without guardrails
#   has AdministratorAccess as its guardrail.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/notification.ts
#   - https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
# custom:
#   id: BLEA.Notify.4
#   title_ja: "チャット連携ロールが読み取り専用である"
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Notification
#   standards: {blea: [BLEA.Notify.4]}
#   reasons:
#     read_only: {en: "the roles or guardrails of all chat channels only read", ja: "すべてのチャットのロールまたはガードレールは読み取り専用です"}
#     writes: {en: "{channels} may change things: neither their role nor their guardrails only read", ja: "{channels} は変更が可能です。ロールもガードレールも読み取り専用ではありません"}
#     unheard: {en: "the roles or guardrails of all chat channels only read, but none of them gets what the security topics send", ja: "すべてのチャットのロールまたはガードレールは読み取り専用ですが、セキュリティ通知トピックの内容が届くチャットがありません"}
#     no_chat: {en: "no chat channel is set up", ja: "チャットが設定されていません"}
#   remediation:
#     en: "Give the channel role read-only policies, or set read-only guardrail policies on the channel."
#     ja: "チャットのロールに読み取り専用ポリシーを付与するか、読み取り専用のガードレールポリシーを設定します。"
package controls.notify.chat_role_is_read_only

import data.lib.alerts
import data.lib.result

findings contains result.pass(input.account, "read_only", {}, _reads) if {
	some _ in _channels
	not _writing
	_heard
}

findings contains result.not_applicable(input.account, "unheard", {}, _reads) if {
	_any
	not _writing
	not _heard
}

findings contains result.fail(input.account, "writes", {"channels": sort({pair[0] | some pair in _loose})}, _reads) if {
	some _ in _channels
	_writing
}

findings contains result.not_applicable(input.account, "no_chat", {}, _reads) if not _any

_reads := [
	"input.chatbot.slack_channels.IamRoleArn",
	"input.chatbot.slack_channels.GuardrailPolicyArns",
	"input.iam.roles.AttachedManagedPolicies",
]

_any if some _ in _channels

_writing if some _ in _loose

# BLEA.Notify.3 does not fail: a security topic has a subscription of a chat service, or one behind which there may be a chat channel.
_heard if {
	some topic in input.sns.topics
	[topic.region, topic.arn] in alerts.security_topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	startswith(subscription.SubscriptionArn, "arn:")
	subscription.Protocol in {"https", "lambda"}
}

# Channels, with their roles.
_channels contains [channel.arn, channel.IamRoleArn] if some channel in input.chatbot.slack_channels

_channels contains [channel.arn, channel.IamRoleArn] if some channel in input.chatbot.teams_channels

_channels contains [webhook.arn, webhook.IamRoleArn] if some webhook in input.chatbot.chime_webhooks

_loose contains pair if {
	some pair in _channels
	not pair[0] in _guarded
	not pair[1] in _reading_roles
}

# A guardrail is the most that a channel may do, so one that only reads does only if there is no other beside it.
_guarded contains channel.arn if {
	some channel in input.chatbot.slack_channels
	channel.GuardrailPolicyArns[0]
	every guardrail in channel.GuardrailPolicyArns {
		guardrail in _reading_policies
	}
}

_guarded contains channel.arn if {
	some channel in input.chatbot.teams_channels
	channel.GuardrailPolicyArns[0]
	every guardrail in channel.GuardrailPolicyArns {
		guardrail in _reading_policies
	}
}

_reading_roles contains role.arn if {
	some role in input.iam.roles
	not role.arn in _acting_roles
}

_acting_roles contains role.arn if {
	some role in input.iam.roles
	some policy in role.AttachedManagedPolicies
	not policy.PolicyArn in _reading_policies
}

_acting_roles contains role.arn if {
	some role in input.iam.roles
	some policy in role.RolePolicyList
	_writes(policy.PolicyDocument)
}

_reading_policies contains policy.arn if {
	some policy in input.iam.policies
	some version in policy.PolicyVersionList
	version.IsDefaultVersion == true
	not _writes(version.Document)
}

# Guardrails need not be attached to anything, and so need not be in the evidence of the account.
_reading_policies contains arn if {
	some name in _aws_reading
	some partition in {"aws", "aws-cn", "aws-us-gov"}
	some path in {"", "job-function/"}
	arn := sprintf("arn:%s:iam::aws:policy/%s%s", [partition, path, name])
}

_aws_reading := {
	"ReadOnlyAccess", "ViewOnlyAccess", "SecurityAudit", "CloudWatchReadOnlyAccess", "AWSSupportReadOnlyAccess", "AmazonEC2ReadOnlyAccess",
	"AmazonS3ReadOnlyAccess", "AWSCloudTrail_ReadOnlyAccess", "CloudWatchLogsReadOnlyAccess", "AmazonGuardDutyReadOnlyAccess",
	"AWSSecurityHubReadOnlyAccess", "AWSHealthReadOnlyAccess", "AmazonEventBridgeReadOnlyAccess", "AmazonSNSReadOnlyAccess",
}

_writes(document) if {
	some statement in kijun.policy.statements(document)
	statement.effect == "Allow"
	some action in statement.actions
	not regex.match(`(?i)^[a-z0-9-]+:(Get|List|Describe|BatchGet|Lookup|View|Search|Filter)`, action)
}

_writes(document) if {
	some statement in kijun.policy.statements(document)
	statement.effect == "Allow"
	some _ in statement.not_actions
}

plan contains {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": [{"service": "chatbot", "operation": "UpdateSlackChannelConfiguration", "params": {
		"ChatConfigurationArn": channel.ChatConfigurationArn,
		"SlackChannelId": channel.SlackChannelId,
		"GuardrailPolicyArns": [guardrail],
	}}],
	"undo": [{"service": "chatbot", "operation": "UpdateSlackChannelConfiguration", "params": {
		"ChatConfigurationArn": channel.ChatConfigurationArn,
		"SlackChannelId": channel.SlackChannelId,
		"GuardrailPolicyArns": object.get(channel, "GuardrailPolicyArns", []),
	}}],
	"effect": [{"op": "set", "collection": "chatbot.slack_channels", "id": channel.id, "path": "GuardrailPolicyArns", "value": [guardrail]}],
	"needs": [],
	"destructive": false,
} if {
	some channel in input.chatbot.slack_channels
	[channel.arn, channel.IamRoleArn] in _loose
	guardrail := sprintf("arn:%s:iam::aws:policy/ReadOnlyAccess", [input.account.partition])
}
