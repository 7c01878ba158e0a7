# METADATA
# title: A monitoring topic with confirmed e-mail and chat delivery exists
# description: >-
#   Alarms on workloads come to people by a topic of their own: a confirmed e-mail address, a chat channel, or another subscriber. The topic
#   admits alarms, and its key does. The topic for security alerts serves as well. Without alarms that send to a topic there is nothing to
#   hear.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/monitoring.ts
# custom:
#   id: BLEA.Monitor.1
#   title_ja: 監視通知トピックにメールとチャットが設定されている
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [guest-ec2, guest-ecs, guest-serverless]
#   measure: notification
#   construct: Monitoring
#   standards: {blea: [BLEA.Monitor.1]}
#   reasons:
#     heard: {en: "alarms reach the subscribers of {topics}", ja: "アラームが {topics} の購読者に届きます"}
#     shared: {en: "alarms reach the subscribers of {topics}, the topic for security alerts", ja: "アラームがセキュリティ通知用のトピック {topics} の購読者に届きます"}
#     foreign: {en: "alarms tell somebody in another account, which was not scanned", ja: "アラームの通知先は別のアカウントにあり、そのアカウントはスキャンされていません"}
#     unclear: {en: "it cannot be told whether alarms reach the subscribers of their topics", ja: "アラームがトピックの購読者に届くかどうかを判定できません"}
#     unheard: {en: "alarms send to topics, and reach nobody: {topics}", ja: "アラームの送信先トピックから誰にも届きません: {topics}"}
#     no_topic: {en: "no alarm sends to a topic", ja: "トピックへ通知するアラームがありません"}
#   remediation: {en: "Subscribe an e-mail address and a chat channel to the topic, confirm them, and let cloudwatch.amazonaws.com publish to it.", ja: "トピックにメールアドレスとチャットチャンネルを登録して確認し、cloudwatch.amazonaws.comに発行を許可します。"}
#   manual: decision
package controls.monitor.topic_is_heard

import data.lib.alerts
import data.lib.delivery
import data.lib.result
import data.lib.workload_alarms

findings contains result.pass(region, "heard", {"topics": _names(_heard, region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _separately
}

findings contains result.pass(region, "shared", {"topics": _names(_heard, region.id)}, _reads) if {
	some region in input.governed_regions
	not region.id in _separately
	region.id in _somehow
}

findings contains result.warn(region, "foreign", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _somehow
	region.id in _abroad
}

findings contains result.not_available(region, "unclear", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _abroad
	region.id in _perhaps
}

findings contains result.fail(region, "unheard", {"topics": _names(_told, region.id)}, _reads) if {
	some region in input.governed_regions
	not region.id in _perhaps
	region.id in _telling
}

findings contains result.not_applicable(region, "no_topic", {}, ["input.cloudwatch.alarms.AlarmActions"]) if {
	some region in input.governed_regions
	not region.id in _perhaps
	not region.id in _telling
}

_reads := [
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.GetTopicAttributes.Attributes.Policy",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

# Pairs of a Region and a topic that its alarms send to, and those by which somebody hears of it.
_told contains [split(pair[1], ":")[3], pair[1]] if some pair in delivery.told

_heard contains [split(pair[1], ":")[3], pair[1]] if {
	some pair in delivery.alarm_publishes
	pair in delivery.unsealed_for_alarms
	pair[1] in delivery.subscribed
}

_telling contains pair[0] if some pair in _told

_somehow contains pair[0] if some pair in _heard

_separately contains pair[0] if {
	some pair in _heard
	not pair in alerts.security_topics
}

_abroad contains alarm.region if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in workload_alarms.abroad
}

_perhaps contains alarm.region if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in workload_alarms.perhaps
}

_names(pairs, place) := concat(", ", sort({pair[1] |
	some pair in pairs
	pair[0] == place
}))
