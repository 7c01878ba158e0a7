# METADATA
# title: A chat channel is subscribed to the security topic
# description: >-
#   A chat channel lists a security topic, and the topic has the subscription that goes with it. Where the Control Tower base is
#   deployed through pipelines or Service Catalog, BLEA leaves the channel out by design.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/notification.ts
# custom:
#   id: BLEA.Notify.3
#   title_ja: "セキュリティ通知がチャット(Slack等)へ連携されている"
#   severity: LOW
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Notification
#   standards: {blea: [BLEA.Notify.3]}
#   reasons:
#     chat: {en: "a chat channel gets what the security topics send", ja: "チャットにセキュリティ通知トピックの内容が届きます"}
#     webhook: {en: "the security topics are subscribed by a function or a web address, behind which a chat channel may be", ja: "セキュリティ通知トピックは関数またはWebアドレスで購読されており、その先にチャットがある可能性があります"}
#     link_broken: {en: "a chat channel lists a security topic that has no subscription of the chat service", ja: "チャットの設定にセキュリティ通知トピックがありますが、トピック側にチャットサービスの購読がありません"}
#     no_chat: {en: "no chat channel is connected with a security topic", ja: "セキュリティ通知トピックに接続されたチャットがありません"}
#   remediation:
#     en: "Connect a chat channel with the security topic in Amazon Q Developer in chat applications."
#     ja: "Amazon Q Developer in chat applicationsで、チャットをセキュリティ通知トピックに接続します。"
#   manual: decision
package controls.notify.chat_is_subscribed

import data.lib.alerts
import data.lib.delivery
import data.lib.result

findings contains result.pass(input.account, "chat", {}, _reads) if _chat

findings contains result.pass(input.account, "webhook", {}, _reads) if {
	not _chat
	_webhook
}

findings contains result.fail(input.account, "link_broken", {}, _reads) if {
	not _chat
	not _webhook
	_listed
}

findings contains result.fail(input.account, "no_chat", {}, _reads) if {
	not _chat
	not _webhook
	not _listed
}

_reads := [
	"input.chatbot.slack_channels.SnsTopicArns",
	"input.chatbot.slack_channels.State",
	"input.chatbot.teams_channels.SnsTopicArns",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.Protocol",
]

# A channel that is in an account of its own shows on the topic alone.
_chat if {
	some topic in input.sns.topics
	[topic.region, topic.arn] in alerts.security_topics
	some subscription in input.sns.subscriptions
	subscription.TopicArn == topic.arn
	subscription.arn in delivery.chats
}

_webhook if {
	some topic in input.sns.topics
	[topic.region, topic.arn] in alerts.security_topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	startswith(subscription.SubscriptionArn, "arn:")
	subscription.Protocol in {"https", "lambda"}
}

_listed if {
	some topic in input.sns.topics
	topic.arn in _listed_topics
}

_listed_topics contains topic.arn if {
	some topic in input.sns.topics
	[topic.region, topic.arn] in alerts.security_topics
	some pair in _channels
	pair[1] == topic.arn
}

# Channels that are on, with the topics that they list.
_channels contains [channel.arn, topic.arn] if {
	some channel in input.chatbot.slack_channels
	some topic in input.sns.topics
	topic.arn in channel.SnsTopicArns
	not channel.State == "DISABLED"
}

_channels contains [channel.arn, topic.arn] if {
	some channel in input.chatbot.teams_channels
	some topic in input.sns.topics
	topic.arn in channel.SnsTopicArns
	not channel.State == "DISABLED"
}

_channels contains [webhook.arn, topic.arn] if {
	some webhook in input.chatbot.chime_webhooks
	some topic in input.sns.topics
	topic.arn in webhook.SnsTopicArns
	not webhook.State == "DISABLED"
}
