# METADATA
# title: A log metric filter and alarm should exist for changes of the CloudTrail configuration
# description: >-
#   Each call of the benchmark's pattern is counted by a metric filter on the log group of a trail that records all Regions, and
#   an alarm on that metric comes to somebody. Security Hub compares patterns by the letter; here any pattern does that counts
#   the same calls.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-5
# custom:
#   id: CloudWatch.5
#   title_ja: "CloudTrailの設定変更に対するログメトリクスフィルターとアラームが存在する必要があります"
#   severity: LOW
#   subject: account
#   standards: {cis-1.2: ["3.5"], cis-1.4: ["4.5"], nist-800-171-r2: [CloudWatch.5]}
#   also:
#     - id: CIS3.0/4.5
#       standards: {cis-3.0: ["4.5"]}
#     - id: CIS5.0/4.5
#       standards: {cis-5.0: ["4.5"]}
#   reasons:
#     heard: {en: "every sample call raises an alarm that comes to a person or a chat channel", ja: "サンプルの操作はすべてアラームとして担当者またはチャットに届きます"}
#     indirect: {en: "every sample call raises an alarm, but behind {topics} a receiver cannot be seen", ja: "サンプルの操作はすべてアラームになりますが、{topics} の先の受信者は確認できません"}
#     relayed: {en: "every sample call raises an alarm that a composite alarm or an EventBridge rule brings to somebody", ja: "サンプルの操作はすべてアラームとなり、複合アラームまたはEventBridgeルールで通知されます"}
#     log_group_abroad: {en: "the trail delivers to a log group of account {account}, which was not scanned", ja: "証跡の配信先はスキャンされていないアカウント {account} のロググループです"}
#     foreign: {en: "the alarms {alarms} on {events} tell {topics}, where this scan did not look", ja: "{events} のアラーム {alarms} は {topics} に通知しますが、そこはスキャンされていません"}
#     unclear: {en: "whether the alarms {alarms} on {events} reach {topics} depends on conditions of a policy that the evidence leaves open", ja: "{events} のアラーム {alarms} が {topics} に届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     no_subscriber: {en: "{topics} has no confirmed subscriber who would get the alarms {alarms} on {events}", ja: "{events} のアラーム {alarms} を受け取る確認済みの購読者が {topics} に存在しません"}
#     key_denied: {en: "the key of {topics} does not let CloudWatch publish, so that the alarms {alarms} on {events} are lost", ja: "{topics} のキーがCloudWatchの発行を許可していないため、{events} のアラーム {alarms} が失われます"}
#     publish_denied: {en: "the policy of {topics} does not let the alarms {alarms} on {events} publish", ja: "{topics} のポリシーが {events} のアラーム {alarms} の発行を許可していません"}
#     target_missing: {en: "{topics}, which the alarms {alarms} on {events} tell, is not there or does not work", ja: "{events} のアラーム {alarms} の通知先 {topics} が存在しないか動作していません"}
#     no_action: {en: "the alarms {alarms} on {events} have no action that tells anybody, or their actions are off", ja: "{events} のアラーム {alarms} には通知するアクションがないか、アクションが無効です"}
#     alarm_too_slow: {en: "the alarms {alarms} on {events} do not go off soon enough: they want a sum over at most 300 seconds, one period and a threshold of at most {threshold}", ja: "{events} のアラーム {alarms} の発報条件が不十分です (300秒以内の合計、1期間、しきい値 {threshold} 以下が必要です)"}
#     no_alarm: {en: "no alarm watches the metric of the filters {filters} that count {events}", ja: "{events} を数えるフィルター {filters} のメトリクスを監視するアラームがありません"}
#     no_filter: {en: "no metric filter on the log group of a qualifying trail counts {events}", ja: "要件を満たす証跡のロググループに {events} を数えるメトリクスフィルターがありません"}
#     no_log_group: {en: "no trail that records all Regions delivers to a log group of the account", ja: "全リージョンを記録する証跡の配信先ロググループがアカウントにありません"}
#   remediation:
#     en: "Create a metric filter on changes of the CloudTrail configuration on the log group of the trail and an alarm on its metric that tells the security topic."
#     ja: "証跡のロググループにCloudTrailの設定変更のメトリクスフィルターを作成し、そのメトリクスのアラームからセキュリティ通知トピックへ通知します。"
package controls.cloudwatch.trail_changes_raise_alarm

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result

findings contains result.pass(input.account, "heard", {}, _path) if {
	_past(alerts.alarm_direct)
}

findings contains result.pass(input.account, "indirect", _stuck(alerts.alarm_direct), _path) if {
	_past(alerts.alarm_certain)
	not _past(alerts.alarm_direct)
}

findings contains result.pass(input.account, "relayed", {}, _path) if {
	not _past(alerts.alarm_certain)
	_past(alerts.relayed)
}

findings contains result.warn(input.account, "log_group_abroad", {"account": sort(alerts.fed_abroad)}, _logs) if {
	not _past(alerts.alarm_certain)
	_abroad
	not _past(alerts.relayed)
}

findings contains result.warn(input.account, "foreign", _stuck(alerts.alarm_certain), _path) if {
	_past(alerts.alarm_settled)
	not _past(alerts.alarm_certain)
	not _past(alerts.relayed)
	not _otherwise
}

findings contains result.not_available(input.account, "unclear", _stuck(alerts.alarm_settled), _path) if {
	_past(alerts.alarm_received)
	not _past(alerts.alarm_settled)
	not _past(alerts.relayed)
	not _otherwise
}

findings contains result.fail(input.account, code, _stuck(alerts.alarm_received), _path) if {
	_past(alerts.any_alarm)
	not _past(alerts.alarm_received)
	not _past(alerts.relayed)
	not _otherwise
	code := _broken
}

findings contains result.fail(input.account, "alarm_too_slow", object.union(_stuck(alerts.any_alarm), {"threshold": 1}), _alarms) if {
	_watched
	not _past(alerts.any_alarm)
	not _otherwise
}

findings contains result.fail(input.account, "no_alarm", alerts.unwatched(_names, alerts.filters.trail_cis), _alarms) if {
	_counted
	not _watched
	not _otherwise
}

findings contains result.fail(input.account, "no_filter", alerts.uncounted(_names, alerts.filters.trail_cis), _logs) if {
	_fed
	not _counted
	not _otherwise
}

findings contains result.fail(input.account, "no_log_group", {}, _logs) if {
	not _fed
	not _otherwise
}

_otherwise if _abroad

_abroad if some _ in alerts.fed_abroad

_fed if some _ in alerts.fed

_counted if alerts.counted(_names, alerts.filters.trail_cis)

_watched if alerts.watched(_names, alerts.filters.trail_cis)

_past(hop) if alerts.rung(_names, alerts.filters.trail_cis, 1, hop)

# The hop at which the paths end.
_broken := "no_action" if {
	not _sounded(alerts.alarm_acts)
} else := "target_missing" if {
	not _sounded(alerts.alarm_present)
} else := "publish_denied" if {
	not _sounded(alerts.alarm_admitted)
} else := "key_denied" if {
	not _sounded(alerts.alarm_readable)
} else := "no_subscriber"

_sounded(hop) if alerts.sounded(_names, alerts.filters.trail_cis, 1, hop)

_stuck(hop) := alerts.stuck_alarms(_names, alerts.filters.trail_cis, 1, hop)

_names := alerts.record_names("trail_cis")

_logs := [
	"input.cloudtrail.trails.CloudWatchLogsLogGroupArn",
	"input.logs.metric_filters.FilterPattern",
]

_alarms := [
	"input.logs.metric_filters.FilterPattern",
	"input.logs.metric_filters.MetricTransformations",
	"input.cloudwatch.alarms.MetricName",
	"input.cloudwatch.alarms.Threshold",
	"input.cloudwatch.alarms.Period",
	"input.cloudwatch.alarms.ActionsEnabled",
	"input.cloudwatch.alarms.AlarmActions",
]

_path := [
	"input.logs.metric_filters.FilterPattern",
	"input.cloudwatch.alarms.MetricName",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.GetTopicAttributes.Attributes.Policy",
	"input.sns.topics.GetTopicAttributes.Attributes.KmsMasterKeyId",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

plan contains alert_plans.alarm("cis-trail-changes", "CloudTrailChanges", _pattern, 1) if {
	not _past(alerts.alarm_present)
}

_pattern := "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}"
