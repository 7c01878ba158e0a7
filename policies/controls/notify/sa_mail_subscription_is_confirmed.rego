# METADATA
# title: The notification mail subscription is confirmed
# description: >-
#   The topics that rules on findings of GuardDuty, Security Hub and IAM Access Analyzer send to have a confirmed subscriber in
#   every Region.
# related_resources:
#   - https://dev.classmethod.jp/articles/secure-account-setting-switchback-eventbridge-notification/
# custom:
#   id: SA.Notify.4
#   title_ja: "通知メールの購読が確認済みである"
#   severity: HIGH
#   subject: region
#   measure: notification
#   standards: {secure-account: [SA.Notify.4]}
#   reasons:
#     subscribed: {en: "{topics} has a confirmed subscriber", ja: "{topics} に確認済みの購読者が存在します"}
#     abroad: {en: "the rules send to another account or Region ({targets}), which was not scanned", ja: "ルールはスキャンされていない別のアカウントまたはリージョン ({targets}) へ送ります"}
#     unsubscribed: {en: "{unsubscribed} has no confirmed subscriber who would get the findings", ja: "{unsubscribed} に検出を受け取る確認済みの購読者が存在しません"}
#     no_topic: {en: "no rule on findings sends to a topic here", ja: "検出のルールの送信先となるトピックがありません"}
#   remediation:
#     en: "Follow the link in the mail that SNS has sent to the address, or subscribe it again."
#     ja: "SNSから届いたメールのリンクで確認するか、アドレスを登録し直します。"
package controls.notify.sa_mail_subscription_is_confirmed

import data.lib.alert_plans
import data.lib.alerts
import data.lib.delivery
import data.lib.result
import data.lib.samples

findings contains result.pass(region, "subscribed", {"topics": _topics(region.id)}, _reads) if {
	some region in input.regions
	region.id in _used
	not region.id in _lacking
}

findings contains result.fail(region, "unsubscribed", {"unsubscribed": _without(region.id)}, _reads) if {
	some region in input.regions
	region.id in _lacking
}

findings contains result.warn(region, "abroad", {"targets": _abroad(region.id)}, _reads) if {
	some region in input.regions
	not region.id in _used
	region.id in _leaving
}

findings contains result.fail(region, "no_topic", {}, _reads) if {
	some region in input.regions
	not region.id in _used
	not region.id in _leaving
}

_reads := [
	"input.events.rules.ListTargetsByRule.Targets.Arn",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

_used contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _topic_arns
}

_topic_arns contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in _targets
}

_targets contains pair[1] if {
	some pair in delivery.sent
	pair[0] in _rules
}

_topics(place) := sort({topic.arn |
	some topic in input.sns.topics
	topic.region == place
	topic.arn in _topic_arns
})

_rules contains path[2] if {
	some family in {"guardduty", "hub_new", "analyzer"}
	some path in alerts.matching[family]
	path[2] in alerts.enabled
}

_lacking contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _topic_arns
	not topic.arn in _subscribed
}

_without(place) := sort({topic.arn |
	some topic in input.sns.topics
	topic.region == place
	topic.arn in _topic_arns
	not topic.arn in _subscribed
})

_leaving contains rule.region if {
	some rule in input.events.rules
	rule.arn in _rules
	rule.arn in delivery.rule_leaves
}

_abroad(place) := sort({target.Arn |
	some rule in input.events.rules
	rule.region == place
	rule.arn in _rules
	some target in rule.ListTargetsByRule.Targets
})

# A subscriber whose filter policy lets a finding through is one.
_subscribed contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in delivery.subscribed
}

_subscribed contains topic.arn if {
	some topic in input.sns.topics
	some filter in delivery.filters_of[topic.arn]
	some family in {"guardduty", "hub_new", "analyzer"}
	some _ in kijun.events.which(filter, samples.events(family, input.account.account, topic.region))
}

plan contains alert_plans.make_topic(region.id) if {
	some region in input.regions
	not region.id in _used
	not region.id in _leaving
}
