# METADATA
# title: Non-compliant default security groups are notified
# description: >-
#   Somebody hears when the Config rule on default security groups finds one with rules. A pattern that names a Config rule
#   which is not there never matches.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.Notify.11
#   title_ja: "デフォルトセキュリティグループの非準拠が通知される"
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.11]}
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
#     through_hub: {en: "Security Hub reports open default security groups as EC2.2, and its findings come to somebody", ja: "Security HubがEC2.2としてデフォルトセキュリティグループを検出し、その検出が通知されます"}
#     no_config_rule: {en: "no Config rule looks at default security groups here, so that nothing can be notified", ja: "デフォルトセキュリティグループを検査するConfigルールがないため、通知されるものがありません"}
#   remediation:
#     en: "Create an EventBridge rule on the non-compliance of the Config rule for default security groups that sends to the security topic."
#     ja: "デフォルトセキュリティグループのConfigルールの非準拠に一致し、セキュリティ通知トピックへ送るEventBridgeルールを作成します。"
package controls.notify.default_security_group_is_notified

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result
import data.lib.samples

findings contains result.fail(region, "no_config_rule", {}, _config) if {
	some region in input.governed_regions
	not region.id in alerts.watching
	not _through_hub(region.id)
}

findings contains result.pass(region, "heard", {}, _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.direct)
}

findings contains result.pass(region, "indirect", _stuck(region.id, alerts.direct), _path) if {
	some region in input.governed_regions
	_past(region.id, alerts.certain)
	not _past(region.id, alerts.direct)
}

findings contains result.pass(region, "another_way", {}, _path) if {
	some region in input.governed_regions
	not _past(region.id, alerts.certain)
	_another_way(region.id)
}

findings contains result.pass(region, "through_hub", {}, _path) if {
	some region in input.governed_regions
	not _past(region.id, alerts.certain)
	_through_hub(region.id)
	not _another_way(region.id)
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
	region.id in alerts.watching
	not _led(region.id)
	not _otherwise(region.id)
}

_otherwise(place) if _another_way(place)

_otherwise(place) if _through_hub(place)

_another_way(place) if alerts.told(place, _names, alerts.compliance_elsewhere)

_led(place) if alerts.led(place, _names, alerts.compliance)

_past(place, hop) if alerts.covered(place, _names, alerts.compliance, hop)

# The hop at which the paths end.
_broken(place) := "target_missing" if {
	not _past(place, alerts.present)
} else := "publish_denied" if {
	not _past(place, alerts.admitted)
} else := "key_denied" if {
	not _past(place, alerts.readable)
} else := "no_subscriber"

_unmatched(place) := alerts.unmatched(place, _names, alerts.compliance)

_stuck(place, hop) := alerts.stuck_rules(place, _names, alerts.compliance, hop)

_names := samples.config_names

_through_hub(place) if {
	place in _hub_looks
	alerts.covered(place, samples.names("hub_new"), alerts.matched.hub_new, alerts.certain)
}

# Regions where Security Hub has EC2.2 on, in whichever standard.
_hub_looks contains standard.region if {
	some standard in input.securityhub.standards
	some control in standard.DescribeStandardsControls.Controls
	control.ControlId == "EC2.2"
	control.ControlStatus == "ENABLED"
}

_config := ["input.config.rules.ConfigRuleName", "input.config.rules.Source.SourceIdentifier"]

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

plan contains alert_plans.rule(region.id, "blea-default-security-group", "CloudWatch Event Rule to send notification on Config Rule compliance changes.", _pattern(name), alert_plans.needed) if {
	some region in input.governed_regions
	not _past(region.id, alerts.present)
	name := min({rule.ConfigRuleName |
		some rule in input.config.rules
		rule.region == region.id
		rule.Source.SourceIdentifier == "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
	})
}

_pattern(name) := {
	"source": ["aws.config"],
	"detail-type": ["Config Rules Compliance Change"],
	"detail": {"configRuleName": [name], "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}},
}
