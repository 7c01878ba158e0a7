# METADATA
# title: Security Hub CRITICAL/HIGH failed findings are notified
# description: >-
#   Failed findings of Security Hub that are CRITICAL or HIGH come to somebody when they are new. BLEA reports those that have
#   been notified before once more.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.Notify.6
#   title_ja: "Security HubのCRITICAL・HIGHの検出が通知される"
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.6]}
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
#     new_only: {en: "new findings come to somebody; {again} do not, which BLEA would report once more", ja: "新しい検出は通知されます。BLEAが再通知する {again} は通知されません"}
#     aggregated: {en: "the findings come to somebody in the aggregation Region", ja: "検出は集約リージョンで通知されます"}
#     administrator: {en: "the findings show in the administrator account {account} too, which was not scanned", ja: "検出は管理者アカウント {account} にも表示されますが、そのアカウントはスキャンされていません"}
#   remediation:
#     en: "Create an EventBridge rule on failed CRITICAL and HIGH findings of Security Hub that sends to the security topic."
#     ja: "Security HubのCRITICALとHIGHの失敗した検出に一致し、セキュリティ通知トピックへ送るEventBridgeルールを作成します。"
package controls.notify.securityhub_findings_are_notified

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result
import data.lib.samples

findings contains result.pass(region, "heard", {}, _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.direct)
	_again(region.id)
}

findings contains result.pass(region, "indirect", _stuck(region.id, alerts.direct), _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.certain)
	not _past(region.id, alerts.direct)
	_again(region.id)
}

findings contains result.pass(region, "new_only", {"again": alerts.missed(region.id, samples.names("hub_again"), alerts.matched.hub_again, alerts.certain)}, _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.certain)
	not _again(region.id)
}

findings contains result.pass(region, "another_way", {}, _path) if {
	some region in input.governed_regions
	not _past(region.id, alerts.certain)
	_another_way(region.id)
}

findings contains result.pass(region, "aggregated", {}, _path) if {
	some region in input.governed_regions
	not _past(region.id, alerts.certain)
	_aggregated(region.id)
	not _another_way(region.id)
}

findings contains result.warn(region, "administrator", {"account": _administrator(region.id)}, _path) if {
	some region in input.governed_regions
	not _past(region.id, alerts.certain)
	_administered(region.id)
	not _another_way(region.id)
	not _aggregated(region.id)
}

findings contains result.warn(region, "foreign", _stuck(region.id, alerts.certain), _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.settled)
	not _past(region.id, alerts.certain)
	not _otherwise(region.id)
}

findings contains result.not_available(region, "unclear", _stuck(region.id, alerts.settled), _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.received)
	not _past(region.id, alerts.settled)
	not _otherwise(region.id)
}

findings contains result.fail(region, code, _stuck(region.id, alerts.received), _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.aimed)
	not _past(region.id, alerts.received)
	not _otherwise(region.id)
	code := _broken(region.id)
}

findings contains result.fail(region, "no_target", _stuck(region.id, alerts.aimed), _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.enabled)
	not _past(region.id, alerts.aimed)
	not _otherwise(region.id)
}

findings contains result.fail(region, "rule_disabled", _stuck(region.id, alerts.enabled), _rules) if {
	some region in input.governed_regions
	_led(region.id)
	not _past(region.id, alerts.enabled)
	not _otherwise(region.id)
}

findings contains result.fail(region, "no_rule", _unmatched(region.id), _rules) if {
	some region in input.governed_regions
	not _led(region.id)
	not _otherwise(region.id)
}

_otherwise(place) if _another_way(place)

_otherwise(place) if _aggregated(place)

_otherwise(place) if _administered(place)

_another_way(place) if alerts.told(place, _names, alerts.elsewhere.hub_new)

_led(place) if alerts.led(place, _names, alerts.matched.hub_new)

_past(place, hop) if alerts.covered(place, _names, alerts.matched.hub_new, hop)

# The hop at which the paths end.
_broken(place) := "target_missing" if {
	not _past(place, alerts.present)
} else := "publish_denied" if {
	not _past(place, alerts.admitted)
} else := "key_denied" if {
	not _past(place, alerts.readable)
} else := "no_subscriber"

_unmatched(place) := alerts.unmatched(place, _names, alerts.matched.hub_new)

_stuck(place, hop) := alerts.stuck_rules(place, _names, alerts.matched.hub_new, hop)

_names := samples.names("hub_new")

_aggregated(place) if alerts.covered(place, _names, alerts.gathered.hub_new, alerts.certain)

_administered(place) if place in _administrators

_administrators contains hub.region if {
	some hub in input.securityhub.hubs
	hub.GetAdministratorAccount.Administrator.AccountId != input.account.account
}

_administrator(place) := sort({hub.GetAdministratorAccount.Administrator.AccountId |
	some hub in input.securityhub.hubs
	hub.region == place
})

_again(place) if alerts.covered(place, samples.names("hub_again"), alerts.matched.hub_again, alerts.certain)

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

plan contains alert_plans.rule(region.id, "blea-securityhub-findings", "CloudWatch Event Rule to send notification on SecurityHub all new findings and all updates.", _pattern, alert_plans.needed) if {
	some region in input.governed_regions
	not _past(region.id, alerts.present)
}

_pattern := {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]}, "Compliance": {"Status": ["FAILED"]}, "Workflow": {"Status": ["NEW", "NOTIFIED"]}, "RecordState": ["ACTIVE"]}}}
