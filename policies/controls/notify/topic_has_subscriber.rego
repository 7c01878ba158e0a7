# METADATA
# title: The security topic has a confirmed subscriber
# description: >-
#   The topics that the rules and alarms on BLEA's events send to have a confirmed subscriber each. One that has not been
#   confirmed shows as PendingConfirmation, one whose filter policy looks at message attributes gets nothing from EventBridge.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.Notify.1
#   title_ja: "セキュリティ通知トピックに確認済みの購読者が存在する"
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.1]}
#   reasons:
#     subscribed: {en: "{topics} has a confirmed subscriber", ja: "{topics} に確認済みの購読者が存在します"}
#     abroad: {en: "the rules send to another account or Region ({targets}), which was not scanned", ja: "ルールはスキャンされていない別のアカウントまたはリージョン ({targets}) へ送ります"}
#     unsubscribed: {en: "{unsubscribed} has no confirmed subscriber who would get the alerts", ja: "{unsubscribed} にアラートを受け取る確認済みの購読者が存在しません"}
#     no_topic: {en: "no rule or alarm on security events sends to a topic here", ja: "セキュリティイベントのルールやアラームの送信先となるトピックがありません"}
#   remediation:
#     en: "Subscribe an address of the security team to the topic, and follow the link in the mail that SNS sends to it."
#     ja: "セキュリティ担当者のアドレスをトピックに登録し、SNSから届くメールのリンクで確認します。"
package controls.notify.topic_has_subscriber

import data.lib.alert_plans
import data.lib.alerts
import data.lib.delivery
import data.lib.result
import data.lib.samples

findings contains result.pass(region, "subscribed", {"topics": _topics(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _used
	not region.id in _lacking
}

findings contains result.fail(region, "unsubscribed", {"unsubscribed": _without(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _lacking
}

findings contains result.warn(region, "abroad", {"targets": _abroad(region.id)}, _reads) if {
	some region in input.governed_regions
	not region.id in _used
	region.id in _leaving
}

findings contains result.fail(region, "no_topic", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _used
	not region.id in _leaving
}

_reads := [
	"input.events.rules.ListTargetsByRule.Targets.Arn",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

_lacking contains topic.region if {
	some topic in input.sns.topics
	[topic.region, topic.arn] in alerts.security_topics
	not topic.arn in _subscribed
}

_without(place) := sort({topic.arn |
	some topic in input.sns.topics
	topic.region == place
	[topic.region, topic.arn] in alerts.security_topics
	not topic.arn in _subscribed
})

_leaving contains rule.region if {
	some rule in input.events.rules
	rule.arn in alerts.security_rules
	rule.arn in delivery.rule_leaves
}

_abroad(place) := sort({target.Arn |
	some rule in input.events.rules
	rule.region == place
	rule.arn in alerts.security_rules
	some target in rule.ListTargetsByRule.Targets
})

# A subscriber whose filter policy lets something through that BLEA reports is one.
_subscribed contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in delivery.subscribed
}

_subscribed contains topic.arn if {
	some topic in input.sns.topics
	some filter in delivery.filters_of[topic.arn]
	some family in {"guardduty", "hub_new", "health_account", "trail", "security_groups", "network_acls"}
	some _ in kijun.events.which(filter, samples.events(family, input.account.account, topic.region))
}

# The security topics of a Region, for the reader.
_topics(place) := sort({pair[1] |
	some pair in alerts.security_topics
	pair[0] == place
})

_used contains pair[0] if some pair in alerts.security_topics

plan contains alert_plans.make_topic(region.id) if {
	some region in input.governed_regions
	not region.id in _used
	not region.id in _leaving
}
