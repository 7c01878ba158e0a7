# METADATA
# title: ECS services scale automatically
# description: >-
#   A service that is registered for scaling with at least two tasks, and has a policy that adds tasks by a metric or a forecast, stands the
#   loss of a Zone and a rush of requests. Services with one task on each instance have nothing to scale and are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
# custom:
#   id: BLEA.ECS.7
#   title_ja: ECSサービスがオートスケールする
#   severity: LOW
#   subject: resource
#   collection: ecs.services
#   resource: AWS::ECS::Service
#   profiles: [guest-ecs]
#   measure: settings
#   standards: {blea: [BLEA.ECS.7]}
#   reasons:
#     scales: {en: "the service scales and keeps at least two tasks", ja: "サービスは2つ以上のタスクを維持し、自動的にスケールします"}
#     fixed: {en: "the service is not registered for scaling", ja: "サービスがスケーリング対象として登録されていません"}
#     few: {en: "the service may shrink to fewer than two tasks", ja: "サービスのタスク数が2未満まで減る可能性があります"}
#     suspended: {en: "the service has a scaling policy, but scaling out is suspended", ja: "スケーリングポリシーはありますが、スケールアウトが一時停止されています"}
#     no_policy: {en: "the service is registered for scaling, but no policy adds tasks", ja: "スケーリング対象として登録されていますが、タスクを追加するポリシーがありません"}
#   remediation:
#     en: "Register the service for scaling with at least two tasks, and add a policy that tracks a target, such as 50 percent of CPU."
#     ja: "最小タスク数を2以上にしてサービスをスケーリング対象に登録し、CPU使用率50%などのターゲット追跡ポリシーを追加します。"
package controls.ecs.blea_service_scales

import data.lib.application_scaling
import data.lib.result
import data.lib.steps

subjects contains id if some id in _judged

findings contains result.pass(service, "scales", {}, _reads) if {
	some service in input.ecs.services
	service.id in _judged
	_key(service) in _ample
	_key(service) in application_scaling.grows
}

findings contains result.fail(service, "fixed", {}, _reads) if {
	some service in input.ecs.services
	service.id in _judged
	not _key(service) in application_scaling.registered
}

findings contains result.fail(service, "few", {}, _reads) if {
	some service in input.ecs.services
	service.id in _judged
	_key(service) in application_scaling.registered
	not _key(service) in _ample
}

findings contains result.fail(service, "suspended", {}, _reads) if {
	some service in input.ecs.services
	service.id in _judged
	_key(service) in _ample
	_key(service) in application_scaling.tracked
	not _key(service) in application_scaling.grows
}

findings contains result.fail(service, "no_policy", {}, _reads) if {
	some service in input.ecs.services
	service.id in _judged
	_key(service) in _ample
	not _key(service) in application_scaling.tracked
	not _key(service) in application_scaling.grows
}

_reads := [
	"input.applicationautoscaling.targets.MinCapacity",
	"input.applicationautoscaling.targets.SuspendedState.DynamicScalingOutSuspended",
	"input.applicationautoscaling.policies.PolicyType",
]

_ample := application_scaling.at_least(2)

_judged contains service.id if {
	some service in input.ecs.services
	not service.id in _daemons
}

_daemons contains service.id if {
	some service in input.ecs.services
	service.SchedulingStrategy == "DAEMON"
}

_dimension := "ecs:service:DesiredCount"

_key(service) := [service.region, _resource(service), _dimension]

_resource(service) := sprintf("service/%s/%s", [_cluster(service), object.get(service, "ServiceName", "")])

# The cluster's name is what stands behind the last stroke of its ARN.
_cluster(service) := regex.replace(object.get(service, "ClusterArn", ""), `^.*/`, "")

plan contains steps.step(
	service,
	[steps.call("application-autoscaling", "RegisterScalableTarget", _named(service, {"MinCapacity": 2, "MaxCapacity": 10})), _put_policy(service)],
	[steps.call("application-autoscaling", "DeregisterScalableTarget", _named(service, {}))],
	[
		steps.added("applicationautoscaling.targets", concat("/", _key(service)), service.region, {"ResourceId": _resource(service), "ScalableDimension": _dimension, "MinCapacity": 2}),
		_new_policy(service),
	],
) if {
	some service in input.ecs.services
	service.id in _judged
	not _key(service) in application_scaling.registered
}

plan contains steps.step(
	service,
	[steps.call("application-autoscaling", "RegisterScalableTarget", _named(service, {"MinCapacity": 2, "MaxCapacity": max([2, target.MaxCapacity])}))],
	[steps.call("application-autoscaling", "RegisterScalableTarget", _named(service, {"MinCapacity": target.MinCapacity, "MaxCapacity": target.MaxCapacity}))],
	[steps.changed("applicationautoscaling.targets", target.id, "MinCapacity", 2)],
) if {
	some service in input.ecs.services
	service.id in _judged
	not _key(service) in _ample
	some target in _targets[_key(service)]
}

plan contains steps.step(
	service,
	[steps.call("application-autoscaling", "RegisterScalableTarget", _named(service, {"SuspendedState": {"DynamicScalingOutSuspended": false}}))],
	[steps.call("application-autoscaling", "RegisterScalableTarget", _named(service, {"SuspendedState": {"DynamicScalingOutSuspended": true}}))],
	[steps.changed("applicationautoscaling.targets", target.id, "SuspendedState", object.union(target.SuspendedState, {"DynamicScalingOutSuspended": false}))],
) if {
	some service in input.ecs.services
	service.id in _judged
	_key(service) in application_scaling.tracked
	not _key(service) in application_scaling.grows
	some target in _targets[_key(service)]
}

plan contains steps.step(
	service,
	[_put_policy(service)],
	[steps.call("application-autoscaling", "DeleteScalingPolicy", _named(service, {"PolicyName": _policy_name(service)}))],
	[_new_policy(service)],
) if {
	some service in input.ecs.services
	service.id in _judged
	_key(service) in application_scaling.registered
	not _key(service) in application_scaling.tracked
	not _key(service) in application_scaling.grows
}

_targets[[target.region, target.ResourceId, target.ScalableDimension]] contains target if some target in input.applicationautoscaling.targets

_named(service, more) := object.union({"ServiceNamespace": "ecs", "ResourceId": _resource(service), "ScalableDimension": _dimension}, more)

_policy_name(service) := sprintf("%s-cpu", [service.ServiceName])

# As BLEA's sample has it.
_put_policy(service) := steps.call("application-autoscaling", "PutScalingPolicy", _named(service, {
	"PolicyName": _policy_name(service),
	"PolicyType": "TargetTrackingScaling",
	"TargetTrackingScalingPolicyConfiguration": {"TargetValue": 50, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}},
}))

_new_policy(service) := steps.added(
	"applicationautoscaling.policies", concat("/", [_resource(service), "policyName", _policy_name(service)]), service.region,
	{"ResourceId": _resource(service), "ScalableDimension": _dimension, "PolicyType": "TargetTrackingScaling"},
)
