# METADATA
# title: ECS service action warnings and errors are notified
# description: >-
#   Somebody hears when ECS cannot start or place the tasks of a service: service actions of the types WARN and ERROR, of every
#   service.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
# custom:
#   id: BLEA.ECS.5
#   title_ja: ECSサービスアクションのWARN/ERRORが通知される
#   severity: LOW
#   subject: region
#   profiles: [guest-ecs]
#   governed: true
#   measure: notification
#   standards: {blea: [BLEA.ECS.5]}
#   reasons:
#     heard: {en: "every sample event comes to a person or a chat channel", ja: "サンプルイベントはすべて担当者またはチャットに届きます"}
#     indirect: {en: "every sample event is delivered, but behind {topics} a receiver cannot be seen", ja: "サンプルイベントはすべて配信されますが、{topics} の先の受信者は確認できません"}
#     another_way: {en: "AWS User Notifications, another bus or a subscription with a filter brings every sample event to somebody", ja: "AWS User Notifications、別のイベントバス、またはフィルター付きの購読により、サンプルイベントはすべて通知されます"}
#     foreign: {en: "{events} leave through {rules} for {topics}, where this scan did not look", ja: "{events} は {rules} から {topics} へ送られますが、そこはスキャンされていません"}
#     unclear: {en: "whether {events} get from {rules} to {topics} depends on conditions of a policy that the evidence leaves open", ja: "{events} が {rules} から {topics} に届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     no_subscriber: {en: "{topics} has no confirmed subscriber who would get {events} from {rules}", ja: "{rules} が送る {events} を受け取る確認済みの購読者が {topics} に存在しません"}
#     key_denied: {en: "the key of {topics} does not let EventBridge publish, so that {events} from {rules} are lost", ja: "{topics} のキーがEventBridgeの発行を許可していないため、{rules} が送る {events} が失われます"}
#     publish_denied: {en: "the policy of {topics} does not let {rules} publish, so that {events} are lost", ja: "{topics} のポリシーが {rules} の発行を許可していないため、{events} が失われます"}
#     target_missing: {en: "{topics}, to which {rules} send {events}, is not there or does not work", ja: "{rules} が {events} を送る {topics} が存在しないか動作していません"}
#     no_target: {en: "{rules} have no target that tells anybody of {events}", ja: "{rules} には {events} を誰かに知らせるターゲットがありません"}
#     rule_disabled: {en: "the rules that match {events} are disabled: {rules}", ja: "{events} に一致するルールが無効です: {rules}"}
#     no_rule: {en: "no rule matches {events}", ja: "{events} に一致するルールがありません"}
#     no_services: {en: "the Region has no service of ECS", ja: "このリージョンにECSサービスはありません"}
#   remediation:
#     en: "Create an EventBridge rule on service actions of ECS of the types WARN and ERROR that sends to a topic with a confirmed subscriber."
#     ja: "種別がWARNまたはERRORのECSサービスアクションに一致し、確認済みの購読者がいるトピックへ送るEventBridgeルールを作成します。"
package controls.ecs.blea_service_actions_are_notified

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result
import data.lib.samples

findings contains result.not_applicable(region, "no_services", {}, ["input.ecs.services.ServiceArn"]) if {
	some region in input.governed_regions
	not region.id in _used
}

findings contains result.pass(region, "heard", {}, _path) if {
	some region in input.governed_regions
	region.id in _used
	_past(region.id, alerts.direct)
}

findings contains result.pass(region, "indirect", _stuck(region.id, alerts.direct), _path) if {
	some region in input.governed_regions
	region.id in _used
	_past(region.id, alerts.certain)
	not _past(region.id, alerts.direct)
}

findings contains result.pass(region, "another_way", {}, _path) if {
	some region in input.governed_regions
	region.id in _used
	not _past(region.id, alerts.certain)
	_another_way(region.id)
}

findings contains result.warn(region, "foreign", _stuck(region.id, alerts.certain), _path) if {
	some region in input.governed_regions
	region.id in _used
	_past(region.id, alerts.settled)
	not _past(region.id, alerts.certain)
	not _another_way(region.id)
}

findings contains result.not_available(region, "unclear", _stuck(region.id, alerts.settled), _path) if {
	some region in input.governed_regions
	region.id in _used
	_past(region.id, alerts.received)
	not _past(region.id, alerts.settled)
	not _another_way(region.id)
}

findings contains result.fail(region, code, _stuck(region.id, alerts.received), _path) if {
	some region in input.governed_regions
	region.id in _used
	_past(region.id, alerts.aimed)
	not _past(region.id, alerts.received)
	not _another_way(region.id)
	code := _broken(region.id)
}

findings contains result.fail(region, "no_target", _stuck(region.id, alerts.aimed), _path) if {
	some region in input.governed_regions
	region.id in _used
	_past(region.id, alerts.enabled)
	not _past(region.id, alerts.aimed)
	not _another_way(region.id)
}

findings contains result.fail(region, "rule_disabled", _stuck(region.id, alerts.enabled), _rules) if {
	some region in input.governed_regions
	region.id in _used
	_led(region.id)
	not _past(region.id, alerts.enabled)
	not _another_way(region.id)
}

findings contains result.fail(region, "no_rule", _unmatched(region.id), _rules) if {
	some region in input.governed_regions
	region.id in _used
	not _led(region.id)
	not _another_way(region.id)
}

_used contains service.region if some service in input.ecs.services

_another_way(place) if alerts.told(place, _names, alerts.elsewhere.ecs_actions)

_led(place) if alerts.led(place, _names, alerts.matched.ecs_actions)

_past(place, hop) if alerts.covered(place, _names, alerts.matched.ecs_actions, hop)

# The hop at which the paths end.
_broken(place) := "target_missing" if {
	not _past(place, alerts.present)
} else := "publish_denied" if {
	not _past(place, alerts.admitted)
} else := "key_denied" if {
	not _past(place, alerts.readable)
} else := "no_subscriber"

_unmatched(place) := alerts.unmatched(place, _names, alerts.matched.ecs_actions)

_stuck(place, hop) := alerts.stuck_rules(place, _names, alerts.matched.ecs_actions, hop)

_names := samples.names("ecs_actions")

_rules := [
	"input.events.rules.State",
	"input.events.rules.EventPattern",
]

_path := [
	"input.events.rules.State",
	"input.events.rules.EventPattern",
	"input.events.rules.ListTargetsByRule.Targets.Arn",
	"input.sns.topics.GetTopicAttributes.Attributes.Policy",
	"input.sns.topics.GetTopicAttributes.Attributes.KmsMasterKeyId",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

plan contains alert_plans.rule(region.id, "blea-ecs-service-actions", "ECS service actions that warn or fail.", _pattern, alert_plans.needed) if {
	some region in input.governed_regions
	region.id in _used
	not _past(region.id, alerts.present)
}

_pattern := {"source": ["aws.ecs"], "detail-type": ["ECS Service Action"], "detail": {"eventType": ["WARN", "ERROR"]}}
