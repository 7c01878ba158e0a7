# METADATA
# title: Root user activity raises an alarm
# description: >-
#   Sign-ins and calls of the root user, also those that only read, raise an alarm that comes to somebody.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
# custom:
#   id: BLEA.Notify.12
#   title_ja: "ルートユーザーの操作でアラームが通知される"
#   severity: CRITICAL
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.12]}
#   reasons:
#     heard: {en: "every sample call raises an alarm that comes to a person or a chat channel", ja: "サンプルの操作はすべてアラームとして担当者またはチャットに届きます"}
#     indirect: {en: "every sample call raises an alarm, but behind {topics} a receiver cannot be seen", ja: "サンプルの操作はすべてアラームになりますが、{topics} の先の受信者は確認できません"}
#     relayed: {en: "every sample call raises an alarm that a composite alarm or an EventBridge rule brings to somebody", ja: "サンプルの操作はすべてアラームとなり、複合アラームまたはEventBridgeルールで通知されます"}
#     by_events: {en: "EventBridge rules tell somebody of sign-ins and calls of the root user in every Region", ja: "ルートユーザーのサインインと操作は全リージョンのEventBridgeルールで通知されます"}
#     by_events_of_changes: {en: "EventBridge rules tell somebody of sign-ins and changes of the root user in every Region, not of calls that only read", ja: "ルートユーザーのサインインと変更は全リージョンのEventBridgeルールで通知されますが、読み取りのみの操作は通知されません"}
#     no_root_credentials: {en: "the root user has neither password nor access key nor certificate, and so can do nothing", ja: "ルートユーザーにはパスワード、アクセスキー、証明書がなく、操作できません"}
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
#     en: "Create a metric filter on activity of the root user on the log group of the trail and an alarm on its metric that tells the security topic."
#     ja: "証跡のロググループにルートユーザーの操作のメトリクスフィルターを作成し、そのメトリクスのアラームからセキュリティ通知トピックへ通知します。"
package controls.notify.root_activity_raises_alarm

import data.lib.alert_plans
import data.lib.alerts
import data.lib.result
import data.lib.samples

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

findings contains result.pass(input.account, "by_events", {}, _path) if {
	not _past(alerts.alarm_certain)
	_by_events
	not _past(alerts.relayed)
}

findings contains result.pass(input.account, "by_events_of_changes", {}, _path) if {
	not _past(alerts.alarm_certain)
	_by_events_of_changes
	not _past(alerts.relayed)
	not _by_events
}

findings contains result.pass(input.account, "no_root_credentials", {}, _path) if {
	not _past(alerts.alarm_certain)
	_no_root_credentials
	not _past(alerts.relayed)
	not _by_events_of_changes
}

findings contains result.warn(input.account, "log_group_abroad", {"account": sort(alerts.fed_abroad)}, _logs) if {
	not _past(alerts.alarm_certain)
	_abroad
	not _past(alerts.relayed)
	not _by_events_of_changes
	not _no_root_credentials
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

findings contains result.fail(input.account, "no_alarm", alerts.unwatched(_names, alerts.filters.root), _alarms) if {
	_counted
	not _watched
	not _otherwise
}

findings contains result.fail(input.account, "no_filter", alerts.uncounted(_names, alerts.filters.root), _logs) if {
	_fed
	not _counted
	not _otherwise
}

findings contains result.fail(input.account, "no_log_group", {}, _logs) if {
	not _fed
	not _otherwise
}

_otherwise if _by_events_of_changes

_otherwise if _no_root_credentials

_otherwise if _abroad

_abroad if some _ in alerts.fed_abroad

_fed if some _ in alerts.fed

_counted if alerts.counted(_names, alerts.filters.root)

_watched if alerts.watched(_names, alerts.filters.root)

_past(hop) if alerts.rung(_names, alerts.filters.root, 1, hop)

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

_sounded(hop) if alerts.sounded(_names, alerts.filters.root, 1, hop)

_stuck(hop) := alerts.stuck_alarms(_names, alerts.filters.root, 1, hop)

_names := alerts.record_names("root")

_by_events if {
	_by_events_of_changes
	every region in input.regions {
		alerts.covered(region.id, samples.names("root_reads"), alerts.matched.root_reads, alerts.certain)
	}
}

_by_events_of_changes if {
	alerts.global_region in alerts.recorded
	alerts.covered(alerts.global_region, samples.names("root_sign_in"), alerts.matched.root_sign_in, alerts.certain)
	every region in input.regions {
		region.id in alerts.recorded
		alerts.covered(region.id, samples.names("root_writes"), alerts.matched.root_writes, alerts.certain)
	}
}

_no_root_credentials if {
	some summary in input.iam.account_summary
	summary.SummaryMap.AccountPasswordPresent == 0
	summary.SummaryMap.AccountAccessKeysPresent == 0
	summary.SummaryMap.AccountSigningCertificatesPresent == 0
}

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

plan contains alert_plans.alarm("blea-root-user-activity", "RootUserPolicyEventCount", _pattern, 1) if {
	not _past(alerts.alarm_present)
}

_pattern := "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !=\"AwsServiceEvent\"}"
