# METADATA
# title: Each Lambda function has error, duration, concurrency and throttle alarms
# description: >-
#   Somebody hears when a function fails. An alarm on Errors is needed, on the function or on all functions of the Region; that
#   there is none on Duration, ConcurrentExecutions or Throttles is only noted. BLEA's own asks for an average of 80 errors a call,
#   which cannot be: whatever the threshold, an alarm counts.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
# custom:
#   id: BLEA.Lambda.5
#   title_ja: 各Lambda関数にエラー・実行時間・同時実行・スロットルのアラームが設定されている
#   severity: LOW
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: notification
#   standards: {blea: [BLEA.Lambda.5]}
#   reasons:
#     heard: {en: "an alarm comes to a person or a chat channel", ja: "アラームが担当者またはチャットに届きます"}
#     indirect: {en: "an alarm is delivered, but a receiver cannot be seen: {alarms}", ja: "アラームは配信されますが、その先の受信者は確認できません: {alarms}"}
#     relayed: {en: "a composite alarm or an EventBridge rule brings an alarm to somebody", ja: "複合アラームまたはEventBridgeルールでアラームが通知されます"}
#     foreign: {en: "the alarms {alarms} tell something that this scan did not look at", ja: "アラーム {alarms} の通知先はスキャンされていません"}
#     unclear: {en: "whether the alarms {alarms} arrive depends on conditions of a policy that the evidence leaves open", ja: "アラーム {alarms} が届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     undelivered: {en: "the alarms {alarms} do not arrive: their topics are missing, closed to CloudWatch, or without a confirmed subscriber", ja: "アラーム {alarms} は届きません (トピックがない、CloudWatchの発行が許可されていない、または確認済みの購読者がいません)"}
#     no_action: {en: "the alarms {alarms} have no action that tells anybody, or their actions are off", ja: "アラーム {alarms} には通知するアクションがないか、アクションが無効です"}
#     errors_only: {en: "an alarm on errors arrives ({alarms}); not all of duration, concurrency and throttles have one", ja: "エラーのアラームは届きますが ({alarms})、実行時間・同時実行・スロットルのアラームは揃っていません"}
#     no_alarm: {en: "no alarm watches the errors of the function", ja: "関数のエラーを監視するアラームがありません"}
#   remediation:
#     en: "Create an alarm on Errors of the function that tells a topic with a confirmed subscriber; alarms on Duration, ConcurrentExecutions and Throttles complete it."
#     ja: "関数のErrorsのアラームを作成し、確認済みの購読者がいるトピックへ通知します。Duration、ConcurrentExecutions、Throttlesのアラームも作成します。"
package controls.lambda.blea_function_alarms_notify

import data.lib.alerts
import data.lib.resource_alarms
import data.lib.result

findings contains result.pass(function, "heard", {}, _reads) if {
	some function in input.lambda.functions
	_reaches(function, alerts.alarm_direct)
	function.id in _complete
}

findings contains result.pass(function, "indirect", {"alarms": _known(function)}, _reads) if {
	some function in input.lambda.functions
	_reaches(function, alerts.alarm_certain)
	not _reaches(function, alerts.alarm_direct)
	function.id in _complete
}

findings contains result.pass(function, "relayed", {}, _reads) if {
	some function in input.lambda.functions
	not _reaches(function, alerts.alarm_certain)
	_reaches(function, resource_alarms.relayed)
	function.id in _complete
}

findings contains result.pass(function, "errors_only", {"alarms": _known(function)}, _reads) if {
	some function in input.lambda.functions
	_arrives(function)
	not function.id in _complete
}

findings contains result.warn(function, "foreign", {"alarms": _known(function)}, _reads) if {
	some function in input.lambda.functions
	not _arrives(function)
	_reaches(function, alerts.alarm_settled)
}

findings contains result.not_available(function, "unclear", {"alarms": _known(function)}, _reads) if {
	some function in input.lambda.functions
	not _arrives(function)
	not _reaches(function, alerts.alarm_settled)
	_reaches(function, alerts.alarm_received)
}

findings contains result.fail(function, "undelivered", {"alarms": _known(function)}, _reads) if {
	some function in input.lambda.functions
	not _arrives(function)
	not _reaches(function, alerts.alarm_received)
	_reaches(function, alerts.alarm_acts)
}

findings contains result.fail(function, "no_action", {"alarms": _known(function)}, _reads) if {
	some function in input.lambda.functions
	not _arrives(function)
	not _reaches(function, alerts.alarm_acts)
	_reaches(function, alerts.any_alarm)
}

findings contains result.fail(function, "no_alarm", {}, _reads) if {
	some function in input.lambda.functions
	not _reaches(function, alerts.any_alarm)
}

_arrives(function) if _reaches(function, alerts.alarm_certain)

_arrives(function) if _reaches(function, resource_alarms.relayed)

_reaches(function, hop) if _watched(function, "Errors", hop)

_watched(function, metric, hop) if resource_alarms.reaches(resource_alarms.function_metrics[concat("|", [function.region, metric, function.FunctionName])], hop)

_watched(function, metric, hop) if resource_alarms.reaches(resource_alarms.function_metrics[concat("|", [function.region, metric, "*"])], hop)

_complete contains function.id if {
	some function in input.lambda.functions
	every metric in resource_alarms.function_metric_names {
		_watched(function, metric, alerts.any_alarm)
	}
}

_known(function) := sort({arn |
	some name in [function.FunctionName, "*"]
	some arn in resource_alarms.function_metrics[concat("|", [function.region, "Errors", name])]
})

_reads := [
	"input.cloudwatch.alarms.MetricName",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.ActionsEnabled",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

plan contains resource_alarms.step(function, {
	"AlarmName": sprintf("lambda-%s-errors", [function.FunctionName]),
	"Namespace": "AWS/Lambda",
	"MetricName": "Errors",
	"Dimensions": [{"Name": "FunctionName", "Value": function.FunctionName}],
	"Statistic": "Sum",
	"Period": 60,
	"EvaluationPeriods": 1,
	"Threshold": 1,
}) if {
	some function in input.lambda.functions
	not _arrives(function)
	not _reaches(function, alerts.alarm_acts)
}
