# METADATA
# title: A canary checks the endpoint every minute and alarms
# description: >-
#   A canary asks as a user would, and sees what no metric shows. It runs, once a minute, and an alarm on one of its metrics is heard,
#   whatever the threshold.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/canary.ts
# custom:
#   id: BLEA.Monitor.2
#   title_ja: 合成監視(Canary)が1分毎に稼働しアラーム通知される
#   severity: LOW
#   subject: resource
#   collection: synthetics.canaries
#   resource: AWS::Synthetics::Canary
#   profiles: [guest-ecs]
#   measure: notification
#   construct: Canary
#   standards: {blea: [BLEA.Monitor.2]}
#   reasons:
#     heard: {en: "the canary runs every minute, and its alarm is heard", ja: "Canaryは1分毎に稼働し、アラームが通知されます"}
#     stopped: {en: "the canary does not run", ja: "Canaryが稼働していません"}
#     seldom: {en: "the canary runs less than once a minute", ja: "Canaryの実行間隔が1分より長く設定されています"}
#     foreign: {en: "the alarm tells somebody in another account, which was not scanned", ja: "アラームの通知先は別のアカウントにあり、そのアカウントはスキャンされていません"}
#     unclear: {en: "it cannot be told whether somebody hears of the alarm", ja: "アラームが通知されるかどうかを判定できません"}
#     silent: {en: "no alarm on the canary is heard", ja: "Canaryのアラームがないか、通知されません"}
#   remediation: {en: "Start the canary with the schedule rate(1 minute), and create alarms on Failed and Duration that tell a topic.", ja: "Canaryをrate(1 minute)のスケジュールで開始し、FailedとDurationのアラームを作成してトピックに通知します。"}
#   manual: deployment
package controls.monitor.canary_runs_and_alarms

import data.lib.result
import data.lib.workload_alarms

findings contains result.pass(canary, "heard", {}, _reads) if {
	some canary in input.synthetics.canaries
	canary.id in _prompt
	canary.id in _heard
}

findings contains result.fail(canary, "stopped", {}, ["Status.State"]) if {
	some canary in input.synthetics.canaries
	not canary.id in _running
}

findings contains result.fail(canary, "seldom", {}, ["Schedule.Expression"]) if {
	some canary in input.synthetics.canaries
	canary.id in _running
	not canary.id in _prompt
}

findings contains result.warn(canary, "foreign", {}, _reads) if {
	some canary in input.synthetics.canaries
	canary.id in _prompt
	not canary.id in _heard
	canary.id in _heard_abroad
}

findings contains result.not_available(canary, "unclear", {}, _reads) if {
	some canary in input.synthetics.canaries
	canary.id in _prompt
	not canary.id in _heard
	not canary.id in _heard_abroad
	canary.id in _perhaps_heard
}

findings contains result.fail(canary, "silent", {}, _reads) if {
	some canary in input.synthetics.canaries
	canary.id in _prompt
	not canary.id in _perhaps_heard
}

_reads := [
	"Status.State",
	"Schedule.Expression",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

_running contains canary.id if {
	some canary in input.synthetics.canaries
	canary.Status.State == "RUNNING"
}

_prompt contains canary.id if {
	some canary in input.synthetics.canaries
	canary.id in _running
	regex.match(`^(rate\(1 minute\)|cron\(\* \* \* \* \? \*\))$`, canary.Schedule.Expression)
}

_alarms contains [id, place[5]] if {
	some place in workload_alarms.on
	place[1] == "CloudWatchSynthetics"
	place[2] == "CanaryName"
	some id in _named[[place[0], place[3]]]
}

_named[[canary.region, canary.Name]] contains canary.id if some canary in input.synthetics.canaries

_heard contains alarm[0] if {
	some alarm in _alarms
	alarm[1] in workload_alarms.heard
}

_heard_abroad contains alarm[0] if {
	some alarm in _alarms
	alarm[1] in workload_alarms.abroad
}

_perhaps_heard contains alarm[0] if {
	some alarm in _alarms
	alarm[1] in workload_alarms.perhaps
}
