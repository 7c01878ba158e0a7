# METADATA
# title: An ECS service CPU alarm notifies
# description: >-
#   Somebody hears when a service runs short of CPU. Any alarm on the service's CPU does, whatever its threshold; those that auto
#   scaling keeps for itself tell nobody.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
# custom:
#   id: BLEA.ECS.4
#   title_ja: ECSサービスのCPUアラームが通知される
#   severity: LOW
#   subject: resource
#   collection: ecs.services
#   resource: AWS::ECS::Service
#   profiles: [guest-ecs]
#   measure: notification
#   standards: {blea: [BLEA.ECS.4]}
#   reasons:
#     heard: {en: "an alarm comes to a person or a chat channel", ja: "アラームが担当者またはチャットに届きます"}
#     indirect: {en: "an alarm is delivered, but a receiver cannot be seen: {alarms}", ja: "アラームは配信されますが、その先の受信者は確認できません: {alarms}"}
#     relayed: {en: "a composite alarm or an EventBridge rule brings an alarm to somebody", ja: "複合アラームまたはEventBridgeルールでアラームが通知されます"}
#     foreign: {en: "the alarms {alarms} tell something that this scan did not look at", ja: "アラーム {alarms} の通知先はスキャンされていません"}
#     unclear: {en: "whether the alarms {alarms} arrive depends on conditions of a policy that the evidence leaves open", ja: "アラーム {alarms} が届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     undelivered: {en: "the alarms {alarms} do not arrive: their topics are missing, closed to CloudWatch, or without a confirmed subscriber", ja: "アラーム {alarms} は届きません (トピックがない、CloudWatchの発行が許可されていない、または確認済みの購読者がいません)"}
#     no_action: {en: "the alarms {alarms} have no action that tells anybody, or their actions are off", ja: "アラーム {alarms} には通知するアクションがないか、アクションが無効です"}
#     no_alarm: {en: "no alarm watches the CPU of the service", ja: "サービスのCPUを監視するアラームがありません"}
#   remediation:
#     en: "Create an alarm on CPUUtilization of the service (80 percent for three minutes) that tells a topic with a confirmed subscriber."
#     ja: "サービスのCPUUtilizationのアラーム (3分間80%以上) を作成し、確認済みの購読者がいるトピックへ通知します。"
package controls.ecs.blea_cpu_alarm_notifies

import data.lib.alerts
import data.lib.resource_alarms
import data.lib.result

findings contains result.pass(service, "heard", {}, _reads) if {
	some service in input.ecs.services
	_reaches(service, alerts.alarm_direct)
}

findings contains result.pass(service, "indirect", {"alarms": _known(service)}, _reads) if {
	some service in input.ecs.services
	_reaches(service, alerts.alarm_certain)
	not _reaches(service, alerts.alarm_direct)
}

findings contains result.pass(service, "relayed", {}, _reads) if {
	some service in input.ecs.services
	not _reaches(service, alerts.alarm_certain)
	_reaches(service, resource_alarms.relayed)
}

findings contains result.warn(service, "foreign", {"alarms": _known(service)}, _reads) if {
	some service in input.ecs.services
	not _arrives(service)
	_reaches(service, alerts.alarm_settled)
}

findings contains result.not_available(service, "unclear", {"alarms": _known(service)}, _reads) if {
	some service in input.ecs.services
	not _arrives(service)
	not _reaches(service, alerts.alarm_settled)
	_reaches(service, alerts.alarm_received)
}

findings contains result.fail(service, "undelivered", {"alarms": _known(service)}, _reads) if {
	some service in input.ecs.services
	not _arrives(service)
	not _reaches(service, alerts.alarm_received)
	_reaches(service, alerts.alarm_acts)
}

findings contains result.fail(service, "no_action", {"alarms": _known(service)}, _reads) if {
	some service in input.ecs.services
	not _arrives(service)
	not _reaches(service, alerts.alarm_acts)
	_reaches(service, alerts.any_alarm)
}

findings contains result.fail(service, "no_alarm", {}, _reads) if {
	some service in input.ecs.services
	not _reaches(service, alerts.any_alarm)
}

_arrives(service) if _reaches(service, alerts.alarm_certain)

_arrives(service) if _reaches(service, resource_alarms.relayed)

_reaches(service, hop) if resource_alarms.reaches(resource_alarms.service_cpu[_key(service)], hop)

_key(service) := concat("|", [service.region, _cluster(service), service.ServiceName])

_cluster(service) := split(service.ClusterArn, "/")[1]

_known(service) := sort(resource_alarms.service_cpu[_key(service)])

_reads := [
	"input.cloudwatch.alarms.MetricName",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.ActionsEnabled",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

plan contains resource_alarms.step(service, {
	"AlarmName": sprintf("ecs-%s-%s-cpu", [_cluster(service), service.ServiceName]),
	"Namespace": "AWS/ECS",
	"MetricName": "CPUUtilization",
	"Dimensions": [{"Name": "ClusterName", "Value": _cluster(service)}, {"Name": "ServiceName", "Value": service.ServiceName}],
	"Statistic": "Average",
	"Period": 60,
	"EvaluationPeriods": 3,
	"DatapointsToAlarm": 3,
	"Threshold": 80,
}) if {
	some service in input.ecs.services
	not _arrives(service)
	not _reaches(service, alerts.alarm_acts)
}
