# METADATA
# title: An API invocation alarm notifies
# description: >-
#   Somebody hears when an API is called much more than usual, fails or gets slow. Any alarm does on Count, 4XXError, 5XXError,
#   Latency or IntegrationLatency of the API, a stage or a method, whatever its threshold.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/api.ts
# custom:
#   id: BLEA.APIGateway.4
#   title_ja: API呼び出し数アラームが通知される
#   severity: LOW
#   subject: resource
#   collection: apigateway.rest_apis
#   resource: AWS::ApiGateway::RestApi
#   profiles: [guest-serverless]
#   measure: notification
#   standards: {blea: [BLEA.APIGateway.4]}
#   reasons:
#     heard: {en: "an alarm comes to a person or a chat channel", ja: "アラームが担当者またはチャットに届きます"}
#     indirect: {en: "an alarm is delivered, but a receiver cannot be seen: {alarms}", ja: "アラームは配信されますが、その先の受信者は確認できません: {alarms}"}
#     relayed: {en: "a composite alarm or an EventBridge rule brings an alarm to somebody", ja: "複合アラームまたはEventBridgeルールでアラームが通知されます"}
#     foreign: {en: "the alarms {alarms} tell something that this scan did not look at", ja: "アラーム {alarms} の通知先はスキャンされていません"}
#     unclear: {en: "whether the alarms {alarms} arrive depends on conditions of a policy that the evidence leaves open", ja: "アラーム {alarms} が届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     undelivered: {en: "the alarms {alarms} do not arrive: their topics are missing, closed to CloudWatch, or without a confirmed subscriber", ja: "アラーム {alarms} は届きません (トピックがない、CloudWatchの発行が許可されていない、または確認済みの購読者がいません)"}
#     no_action: {en: "the alarms {alarms} have no action that tells anybody, or their actions are off", ja: "アラーム {alarms} には通知するアクションがないか、アクションが無効です"}
#     no_alarm: {en: "no alarm watches the API", ja: "APIを監視するアラームがありません"}
#   remediation:
#     en: "Create an alarm on Count of the API that tells a topic with a confirmed subscriber, with a threshold above its usual traffic."
#     ja: "APIのCountについて、通常のトラフィックを上回るしきい値のアラームを作成し、確認済みの購読者がいるトピックへ通知します。"
package controls.apigateway.blea_invocation_alarm_notifies

import data.lib.alerts
import data.lib.resource_alarms
import data.lib.result

findings contains result.pass(api, "heard", {}, _reads) if {
	some api in input.apigateway.rest_apis
	_reaches(api, alerts.alarm_direct)
}

findings contains result.pass(api, "indirect", {"alarms": _known(api)}, _reads) if {
	some api in input.apigateway.rest_apis
	_reaches(api, alerts.alarm_certain)
	not _reaches(api, alerts.alarm_direct)
}

findings contains result.pass(api, "relayed", {}, _reads) if {
	some api in input.apigateway.rest_apis
	not _reaches(api, alerts.alarm_certain)
	_reaches(api, resource_alarms.relayed)
}

findings contains result.warn(api, "foreign", {"alarms": _known(api)}, _reads) if {
	some api in input.apigateway.rest_apis
	not _arrives(api)
	_reaches(api, alerts.alarm_settled)
}

findings contains result.not_available(api, "unclear", {"alarms": _known(api)}, _reads) if {
	some api in input.apigateway.rest_apis
	not _arrives(api)
	not _reaches(api, alerts.alarm_settled)
	_reaches(api, alerts.alarm_received)
}

findings contains result.fail(api, "undelivered", {"alarms": _known(api)}, _reads) if {
	some api in input.apigateway.rest_apis
	not _arrives(api)
	not _reaches(api, alerts.alarm_received)
	_reaches(api, alerts.alarm_acts)
}

findings contains result.fail(api, "no_action", {"alarms": _known(api)}, _reads) if {
	some api in input.apigateway.rest_apis
	not _arrives(api)
	not _reaches(api, alerts.alarm_acts)
	_reaches(api, alerts.any_alarm)
}

findings contains result.fail(api, "no_alarm", {}, _reads) if {
	some api in input.apigateway.rest_apis
	not _reaches(api, alerts.any_alarm)
}

_arrives(api) if _reaches(api, alerts.alarm_certain)

_arrives(api) if _reaches(api, resource_alarms.relayed)

_reaches(api, hop) if resource_alarms.reaches(resource_alarms.rest_api_metrics[_key(api)], hop)

_key(api) := concat("|", [api.region, api.Name])

_known(api) := sort(resource_alarms.rest_api_metrics[_key(api)])

_reads := [
	"input.cloudwatch.alarms.MetricName",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.ActionsEnabled",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

plan contains resource_alarms.step(api, {
	"AlarmName": sprintf("api-%s-count", [api.Name]),
	"Namespace": "AWS/ApiGateway",
	"MetricName": "Count",
	"Dimensions": [{"Name": "ApiName", "Value": api.Name}],
	"Statistic": "Sum",
	"Period": 60,
	"EvaluationPeriods": 3,
	"DatapointsToAlarm": 3,
	"Threshold": 70,
}) if {
	some api in input.apigateway.rest_apis
	not _arrives(api)
	not _reaches(api, alerts.alarm_acts)
}
