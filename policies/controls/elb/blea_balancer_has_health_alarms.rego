# METADATA
# title: ALB health alarms exist and notify
# description: >-
#   BLEA watches five metrics: TargetResponseTime, HTTPCode_ELB_4XX_Count, HTTPCode_ELB_5XX_Count, HealthyHostCount and UnHealthyHostCount.
#   Any thresholds serve, and any way by which somebody hears of it; BLEA's own threshold of 100 for the response time is in seconds, and so
#   never reached. A load balancer fails if none of the five is watched, or nobody hears of it.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
# custom:
#   id: BLEA.ELB.3
#   title_ja: ALBの状態アラームが設定され通知される
#   severity: LOW
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   profiles: [guest-ecs]
#   measure: notification
#   construct: EcsApp
#   standards: {blea: [BLEA.ELB.3]}
#   reasons:
#     watched: {en: "all five alarms of the load balancer are heard", ja: "ロードバランサーの5種のアラームがすべて設定され、通知されています"}
#     partly: {en: "alarms of the load balancer are heard; none watches {missing}", ja: "アラームは設定され通知されていますが、監視されていないメトリクスがあります: {missing}"}
#     foreign: {en: "the alarms tell somebody in another account, which was not scanned", ja: "アラームの通知先は別のアカウントにあり、そのアカウントはスキャンされていません"}
#     unclear: {en: "it cannot be told whether somebody hears of the alarms", ja: "アラームが通知されるかどうかを判定できません"}
#     silent: {en: "nobody hears of the alarms of the load balancer", ja: "ロードバランサーのアラームは誰にも通知されません"}
#     unwatched: {en: "no alarm watches the load balancer", ja: "ロードバランサーを監視するアラームがありません"}
#   remediation: {en: "Create alarms on the five metrics with the dimension LoadBalancer, and let them tell a topic with a confirmed subscriber.", ja: "ディメンションLoadBalancerを指定して5種のメトリクスのアラームを作成し、確認済みの購読者がいるトピックに通知します。"}
#   manual: deployment
package controls.elb.blea_balancer_has_health_alarms

import data.lib.balancers
import data.lib.result
import data.lib.workload_alarms

subjects contains id if some id in balancers.application

findings contains result.pass(balancer, "watched", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _partly
}

findings contains result.pass(balancer, "partly", {"missing": _unheard(balancer.id)}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	balancer.id in _heard
	balancer.id in _partly
}

findings contains result.warn(balancer, "foreign", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _heard
	balancer.id in _heard_abroad
}

findings contains result.not_available(balancer, "unclear", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _heard
	not balancer.id in _heard_abroad
	balancer.id in _perhaps_heard
}

findings contains result.fail(balancer, "silent", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _perhaps_heard
	balancer.id in _watched
}

findings contains result.fail(balancer, "unwatched", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _watched
}

_reads := [
	"LoadBalancerArn",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.MetricName",
	"input.cloudwatch.alarms.AlarmActions",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

_metrics := {"TargetResponseTime", "HTTPCode_ELB_4XX_Count", "HTTPCode_ELB_5XX_Count", "HealthyHostCount", "UnHealthyHostCount"}

# A load balancer, a metric of it and an alarm on that. The dimension's value is the end of the ARN.
_alarms contains [arn, place[4], place[5]] if {
	some place in workload_alarms.on
	place[1] == "AWS/ApplicationELB"
	place[2] == "LoadBalancer"
	place[4] in _metrics
	some arn in _named[[place[0], place[3]]]
}

_named[[balancer.region, split(balancer.LoadBalancerArn, ":loadbalancer/")[1]]] contains balancer.id if some balancer in input.elbv2.load_balancers

_watched contains alarm[0] if some alarm in _alarms

_heard contains alarm[0] if {
	some alarm in _alarms
	alarm[2] in workload_alarms.heard
}

_heard_abroad contains alarm[0] if {
	some alarm in _alarms
	alarm[2] in workload_alarms.abroad
}

_perhaps_heard contains alarm[0] if {
	some alarm in _alarms
	alarm[2] in workload_alarms.perhaps
}

_heard_metrics contains [alarm[0], alarm[1]] if {
	some alarm in _alarms
	alarm[2] in workload_alarms.heard
}

_partly contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	some metric in _metrics
	not [balancer.id, metric] in _heard_metrics
}

_unheard(id) := concat(", ", sort([metric |
	some metric in _metrics
	not [id, metric] in _heard_metrics
]))
