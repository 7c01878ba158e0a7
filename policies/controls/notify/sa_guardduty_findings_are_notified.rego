# METADATA
# title: GuardDuty findings are notified by mail
# description: >-
#   Findings of GuardDuty of severity 4.0 and above come to somebody in every Region.
# related_resources:
#   - https://dev.classmethod.jp/articles/secure-account-setting-switchback-eventbridge-notification/
# custom:
#   id: SA.Notify.1
#   title_ja: "GuardDutyの検出がメール通知される"
#   severity: HIGH
#   subject: region
#   measure: notification
#   standards: {secure-account: [SA.Notify.1]}
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
#     through_hub: {en: "the findings come to somebody through Security Hub", ja: "検出はSecurity Hubを経由して通知されます"}
#     administrator: {en: "the findings show in the administrator account {account} too, which was not scanned", ja: "検出は管理者アカウント {account} にも表示されますが、そのアカウントはスキャンされていません"}
#     old_guardduty_list: {en: "the rules match findings below 9.0, but not {events}", ja: "ルールは9.0未満の検出に一致しますが {events} に一致しません"}
#   remediation:
#     en: "Create an EventBridge rule on these findings in every Region that sends to a topic with a confirmed mail subscription."
#     ja: "すべてのリージョンで、この検出に一致し、確認済みのメール購読があるトピックへ送るEventBridgeルールを作成します。"
package controls.notify.sa_guardduty_findings_are_notified

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result
import data.lib.samples

findings contains result.pass(region, "heard", {}, _path) if {
	some region in input.regions
	_past(region.id, alerts.direct)
}

findings contains result.pass(region, "indirect", _stuck(region.id, alerts.direct), _path) if {
	some region in input.regions
	_past(region.id, alerts.certain)
	not _past(region.id, alerts.direct)
}

findings contains result.pass(region, "another_way", {}, _path) if {
	some region in input.regions
	not _past(region.id, alerts.certain)
	_another_way(region.id)
}

findings contains result.pass(region, "through_hub", {}, _path) if {
	some region in input.regions
	not _past(region.id, alerts.certain)
	_through_hub(region.id)
	not _another_way(region.id)
}

findings contains result.warn(region, "administrator", {"account": _administrator(region.id)}, _path) if {
	some region in input.regions
	not _past(region.id, alerts.certain)
	_administered(region.id)
	not _another_way(region.id)
	not _through_hub(region.id)
}

findings contains result.warn(region, "foreign", _stuck(region.id, alerts.certain), _path) if {
	some region in input.regions
	_past(region.id, alerts.settled)
	not _past(region.id, alerts.certain)
	not _otherwise(region.id)
}

findings contains result.not_available(region, "unclear", _stuck(region.id, alerts.settled), _path) if {
	some region in input.regions
	_past(region.id, alerts.received)
	not _past(region.id, alerts.settled)
	not _otherwise(region.id)
}

findings contains result.fail(region, code, _stuck(region.id, alerts.received), _path) if {
	some region in input.regions
	_past(region.id, alerts.aimed)
	not _past(region.id, alerts.received)
	not _otherwise(region.id)
	code := _broken(region.id)
}

findings contains result.fail(region, "no_target", _stuck(region.id, alerts.aimed), _path) if {
	some region in input.regions
	_past(region.id, alerts.enabled)
	not _past(region.id, alerts.aimed)
	not _otherwise(region.id)
}

findings contains result.fail(region, "rule_disabled", _stuck(region.id, alerts.enabled), _rules) if {
	some region in input.regions
	_led(region.id)
	not _past(region.id, alerts.enabled)
	not _otherwise(region.id)
}

findings contains result.fail(region, "old_guardduty_list", _unmatched(region.id), _rules) if {
	some region in input.regions
	_led_below_9(region.id)
	not _led(region.id)
	not _otherwise(region.id)
}

findings contains result.fail(region, "no_rule", _unmatched(region.id), _rules) if {
	some region in input.regions
	not _led_below_9(region.id)
	not _otherwise(region.id)
}

_otherwise(place) if _another_way(place)

_otherwise(place) if _through_hub(place)

_otherwise(place) if _administered(place)

_another_way(place) if alerts.told(place, _names, alerts.elsewhere.guardduty)

_led(place) if alerts.led(place, _names, alerts.matched.guardduty)

_past(place, hop) if alerts.covered(place, _names, alerts.matched.guardduty, hop)

# The hop at which the paths end.
_broken(place) := "target_missing" if {
	not _past(place, alerts.present)
} else := "publish_denied" if {
	not _past(place, alerts.admitted)
} else := "key_denied" if {
	not _past(place, alerts.readable)
} else := "no_subscriber"

_unmatched(place) := alerts.unmatched(place, _names, alerts.matched.guardduty)

_stuck(place, hop) := alerts.stuck_rules(place, _names, alerts.matched.guardduty, hop)

_names := samples.names("guardduty")

# Security Hub takes over the findings of the Region's other services, and shows them without a compliance status.
_through_hub(place) if {
	place in _hubs
	alerts.covered(place, samples.names("hub_guardduty"), alerts.matched.hub_guardduty, alerts.certain)
}

_through_hub(place) if {
	place in _hubs
	alerts.told(place, samples.names("hub_guardduty"), alerts.elsewhere.hub_guardduty)
}

_through_hub(place) if {
	place in _hubs
	alerts.covered(place, samples.names("hub_guardduty"), alerts.gathered.hub_guardduty, alerts.certain)
}

_hubs contains hub.region if some hub in input.securityhub.hubs

_administered(place) if place in _administrators

_administrators contains detector.region if {
	some detector in input.guardduty.detectors
	detector.GetAdministratorAccount.Administrator.AccountId != input.account.account
}

_administrator(place) := sort({detector.GetAdministratorAccount.Administrator.AccountId |
	some detector in input.guardduty.detectors
	detector.region == place
})

_led_below_9(place) if alerts.led(place, samples.names("guardduty_below_9"), alerts.matched.guardduty_below_9)

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

plan contains alert_plans.rule(region.id, "secure-account-guardduty-findings", "Findings of GuardDuty", _pattern, ["SA.Notify.4"]) if {
	some region in input.regions
	not _past(region.id, alerts.present)
}

_pattern := {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [{"numeric": [">=", 4]}]}}
