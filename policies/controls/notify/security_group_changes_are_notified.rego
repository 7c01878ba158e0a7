# METADATA
# title: Security-group rule changes are notified
# description: >-
#   Somebody hears when rules of a security group are added or revoked. CreateSecurityGroup, DeleteSecurityGroup and
#   ModifySecurityGroupRules are not in the list of BLEA, and worth adding to it.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.Notify.9
#   title_ja: "セキュリティグループの変更が通知される"
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.9]}
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
#     by_alarm: {en: "a metric filter and an alarm tell somebody", ja: "メトリクスフィルターとアラームで通知されます"}
#     by_config: {en: "AWS Config tells somebody of changed security groups", ja: "AWS Configがセキュリティグループの変更を通知します"}
#     no_trail: {en: "no trail records the changes of the Region, so that EventBridge does not see them", ja: "リージョンの変更を記録する証跡がないため、EventBridgeに届きません"}
#   remediation:
#     en: "Create an EventBridge rule on the four calls that authorize and revoke rules of security groups that sends to the security topic."
#     ja: "セキュリティグループのルールを許可・取り消しする4つのAPIに一致し、セキュリティ通知トピックへ送るEventBridgeルールを作成します。"
package controls.notify.security_group_changes_are_notified

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result
import data.lib.samples

findings contains result.fail(region, "no_trail", {}, _trails) if {
	some region in input.governed_regions
	not region.id in alerts.recorded
}

findings contains result.pass(region, "heard", {}, _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_past(region.id, alerts.direct)
}

findings contains result.pass(region, "indirect", _stuck(region.id, alerts.direct), _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_past(region.id, alerts.certain)
	not _past(region.id, alerts.direct)
}

findings contains result.pass(region, "another_way", {}, _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	not _past(region.id, alerts.certain)
	_another_way(region.id)
}

findings contains result.pass(region, "by_alarm", {}, _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	not _past(region.id, alerts.certain)
	_alarmed(region.id)
	not _another_way(region.id)
}

findings contains result.pass(region, "by_config", {}, _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	not _past(region.id, alerts.certain)
	_configured(region.id)
	not _another_way(region.id)
	not _alarmed(region.id)
}

findings contains result.warn(region, "foreign", _stuck(region.id, alerts.certain), _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_past(region.id, alerts.settled)
	not _past(region.id, alerts.certain)
	not _otherwise(region.id)
}

findings contains result.not_available(region, "unclear", _stuck(region.id, alerts.settled), _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_past(region.id, alerts.received)
	not _past(region.id, alerts.settled)
	not _otherwise(region.id)
}

findings contains result.fail(region, code, _stuck(region.id, alerts.received), _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_past(region.id, alerts.aimed)
	not _past(region.id, alerts.received)
	not _otherwise(region.id)
	code := _broken(region.id)
}

findings contains result.fail(region, "no_target", _stuck(region.id, alerts.aimed), _path) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_past(region.id, alerts.enabled)
	not _past(region.id, alerts.aimed)
	not _otherwise(region.id)
}

findings contains result.fail(region, "rule_disabled", _stuck(region.id, alerts.enabled), _rules) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	_led(region.id)
	not _past(region.id, alerts.enabled)
	not _otherwise(region.id)
}

findings contains result.fail(region, "no_rule", _unmatched(region.id), _rules) if {
	some region in input.governed_regions
	region.id in alerts.recorded
	not _led(region.id)
	not _otherwise(region.id)
}

_otherwise(place) if _another_way(place)

_otherwise(place) if _alarmed(place)

_otherwise(place) if _configured(place)

_another_way(place) if alerts.told(place, _names, alerts.elsewhere.security_groups)

_led(place) if alerts.led(place, _names, alerts.matched.security_groups)

_past(place, hop) if alerts.covered(place, _names, alerts.matched.security_groups, hop)

# The hop at which the paths end.
_broken(place) := "target_missing" if {
	not _past(place, alerts.present)
} else := "publish_denied" if {
	not _past(place, alerts.admitted)
} else := "key_denied" if {
	not _past(place, alerts.readable)
} else := "no_subscriber"

_unmatched(place) := alerts.unmatched(place, _names, alerts.matched.security_groups)

_stuck(place, hop) := alerts.stuck_rules(place, _names, alerts.matched.security_groups, hop)

_names := samples.names("security_groups")

_alarmed(_) if alerts.rung(alerts.record_names("security_groups"), alerts.filters.security_groups, 1, alerts.alarm_certain)

_configured(place) if {
	place in _recording
	alerts.covered(place, samples.names("group_items"), alerts.matched.group_items, alerts.certain)
}

_recording contains recorder.region if {
	some recorder in input.config.recorders
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.Recording == true
	recorder.RecordingGroup.AllSupported == true
}

_recording contains recorder.region if {
	some recorder in input.config.recorders
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.Recording == true
	"AWS::EC2::SecurityGroup" in recorder.RecordingGroup.ResourceTypes
}

_trails := ["input.cloudtrail.trails.IsMultiRegionTrail", "input.cloudtrail.trails.GetTrailStatus.IsLogging"]

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

plan contains alert_plans.rule(region.id, "blea-security-group-changes", "Notify to create, update or delete a Security Group.", _pattern, alert_plans.needed_for_calls) if {
	some region in input.governed_regions
	not _past(region.id, alerts.present)
}

_pattern := {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"]}}
