# METADATA
# title: Aggregated Control Tower security notifications reach a chat channel
# description: >-
#   Control Tower collects the notifications of all accounts on one topic of the audit account, which somebody should read.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/sns.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/v2.1.0/usecases/base-ct-audit/bin/blea-base-ct-audit.ts
# custom:
#   id: BLEA.Org.7
#   title_ja: Control Towerの集約セキュリティ通知がチャットへ連携されている
#   severity: INFORMATIONAL
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.7]}
#   reasons:
#     heard: {en: "{n} confirmed subscriptions hear the aggregated notifications", ja: "確認済みのサブスクリプション {n} 件が集約通知を受け取ります"}
#     unheard: {en: "nobody has confirmed a subscription to {topic}", ja: "{topic} に確認済みのサブスクリプションがありません"}
#     no_topic: {en: "no account that administers a service has the topic aws-controltower-AggregateSecurityNotifications", ja: "いずれの管理アカウントにもaws-controltower-AggregateSecurityNotificationsトピックがありません"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Subscribe a chat channel to the topic aws-controltower-AggregateSecurityNotifications of the audit account.", ja: "Auditアカウントのaws-controltower-AggregateSecurityNotificationsトピックをチャットチャネルに連携します。"}
#   manual: organization
package controls.org.aggregated_notifications_reach_chat

import data.lib.organization
import data.lib.result

findings contains result.pass(input.organization, "heard", {"n": count(_confirmed)}, _reads) if {
	organization.exists
	count(_confirmed) > 0
}

findings contains result.fail(input.organization, "unheard", {"topic": concat(", ", _topics)}, _reads) if {
	organization.exists
	count(_confirmed) == 0
	count(_topics) > 0
}

# The topic is in the audit account, which may administer nothing: that it was not seen says little.
findings contains result.not_available(input.organization, "no_topic", {}, []) if {
	organization.exists
	count(_topics) == 0
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_reads := ["input.sns.aggregated_topics.ListSubscriptionsByTopic"]

_topics contains topic.id if some topic in input.sns.aggregated_topics

# What nobody has confirmed has no ARN. Chat services subscribe by https; Lambda functions, queues and streams forward.
_confirmed contains subscription.SubscriptionArn if {
	some topic in input.sns.aggregated_topics
	some subscription in topic.ListSubscriptionsByTopic.Subscriptions
	startswith(subscription.SubscriptionArn, "arn:")
	subscription.Protocol in {"email", "email-json", "sms", "http", "https"}
}
