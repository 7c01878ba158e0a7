package controls.ecs.blea_service_scales_test

import data.controls.ecs.blea_service_scales as control

_service(more) := object.union(
	{
		"id": "arn:aws:ecs:ap-northeast-1:111122223333:service/c/web", "region": "ap-northeast-1", "ServiceName": "web", "SchedulingStrategy": "REPLICA",
		"ClusterArn": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c",
	},
	more,
)

_at := {"region": "ap-northeast-1", "ResourceId": "service/c/web", "ScalableDimension": "ecs:service:DesiredCount"}

_target(more) := object.union(object.union(_at, {"id": "ap-northeast-1/ecs:service:DesiredCount/service/c/web", "MinCapacity": 2, "MaxCapacity": 10}), more)

_policy(more) := object.union(object.union(_at, {"id": "p", "PolicyType": "TargetTrackingScaling"}), more)

_suspended := {"SuspendedState": {"DynamicScalingInSuspended": true, "DynamicScalingOutSuspended": true}}

_cases := {
	"BLEA's passes": {"targets": [_target({})], "policies": [_policy({})], "want": ["PASSED scales"]},
	"steps pass": {"targets": [_target({})], "policies": [_policy({"PolicyType": "StepScaling"})], "want": ["PASSED scales"]},
	"two tasks at most pass": {"targets": [_target({"MaxCapacity": 2})], "policies": [_policy({})], "want": ["PASSED scales"]},
	"three tasks at least pass": {"targets": [_target({"MinCapacity": 3})], "policies": [_policy({})], "want": ["PASSED scales"]},
	"a forecast that scales passes": {"targets": [_target({})], "policies": [_policy({"PolicyType": "PredictiveScaling", "PredictiveScalingPolicyConfiguration": {"Mode": "ForecastAndScale"}})], "want": ["PASSED scales"]},
	"a forecast to look at fails": {"targets": [_target({})], "policies": [_policy({"PolicyType": "PredictiveScaling", "PredictiveScalingPolicyConfiguration": {"Mode": "ForecastOnly"}})], "want": ["FAILED no_policy"]},
	"no target fails": {"targets": [], "policies": [], "want": ["FAILED fixed"]},
	"another service's fails": {"targets": [_target({"ResourceId": "service/c/api"})], "policies": [_policy({"ResourceId": "service/c/api"})], "want": ["FAILED fixed"]},
	"that of the same name in another cluster fails": {"targets": [_target({"ResourceId": "service/d/web"})], "policies": [_policy({"ResourceId": "service/d/web"})], "want": ["FAILED fixed"]},
	"that of another Region fails": {"targets": [_target({"region": "us-east-1"})], "policies": [_policy({"region": "us-east-1"})], "want": ["FAILED fixed"]},
	"one task fails": {"targets": [_target({"MinCapacity": 1})], "policies": [_policy({})], "want": ["FAILED few"]},
	"one task without a policy fails once": {"targets": [_target({"MinCapacity": 1})], "policies": [], "want": ["FAILED few"]},
	"one task and suspended fails once": {"targets": [_target(object.union(_suspended, {"MinCapacity": 1}))], "policies": [_policy({})], "want": ["FAILED few"]},
	"an untold minimum fails": {"targets": [object.remove(_target({}), ["MinCapacity"])], "policies": [_policy({})], "want": ["FAILED few"]},
	"suspended fails": {"targets": [_target(_suspended)], "policies": [_policy({})], "want": ["FAILED suspended"]},
	"no policy fails": {"targets": [_target({})], "policies": [], "want": ["FAILED no_policy"]},
	"another service's policy is none": {"targets": [_target({})], "policies": [_policy({"ResourceId": "service/c/api"})], "want": ["FAILED no_policy"]},
}

test_blea_service_scales[name] if {
	some name, tc in _cases
	got := control.findings with input.ecs.services as [_service({})] with input.applicationautoscaling.targets as tc.targets with input.applicationautoscaling.policies as tc.policies
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

# One task on each instance, whatever else is told.
test_daemons_are_out_of_scope[name] if {
	some name, tc in _cases
	services := [_service({"SchedulingStrategy": "DAEMON"})]
	got := control.findings with input.ecs.services as services with input.applicationautoscaling.targets as tc.targets with input.applicationautoscaling.policies as tc.policies
	got == set()
	control.subjects == set() with input.ecs.services as services
}

test_an_untold_strategy_counts if {
	control.subjects == {_service({}).id} with input.ecs.services as [object.remove(_service({}), ["SchedulingStrategy"])]
}

# Services of before 2018 have no cluster in their ARN.
test_a_short_arn_passes if {
	got := control.findings with input.ecs.services as [_service({"id": "arn:aws:ecs:ap-northeast-1:111122223333:service/web"})]
		with input.applicationautoscaling.targets as [_target({})]
		with input.applicationautoscaling.policies as [_policy({})]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == ["PASSED scales"]
}

test_plan[name] if {
	some name, tc in {
		"register and track": {"targets": [], "policies": [], "want": [["RegisterScalableTarget", {"MinCapacity": 2, "MaxCapacity": 10}], ["PutScalingPolicy", _cpu]], "undo": {"DeregisterScalableTarget"}},
		"raise the minimum": {"targets": [_target({"MinCapacity": 1})], "policies": [_policy({})], "want": [["RegisterScalableTarget", {"MinCapacity": 2, "MaxCapacity": 10}]], "undo": {"RegisterScalableTarget"}},
		"raise the maximum with it": {"targets": [_target({"MinCapacity": 1, "MaxCapacity": 1})], "policies": [_policy({})], "want": [["RegisterScalableTarget", {"MinCapacity": 2, "MaxCapacity": 2}]], "undo": {"RegisterScalableTarget"}},
		"resume": {"targets": [_target(_suspended)], "policies": [_policy({})], "want": [["RegisterScalableTarget", {"SuspendedState": {"DynamicScalingOutSuspended": false}}]], "undo": {"RegisterScalableTarget"}},
		"track": {"targets": [_target({})], "policies": [], "want": [["PutScalingPolicy", _cpu]], "undo": {"DeleteScalingPolicy"}},
		"nothing": {"targets": [_target({})], "policies": [_policy({})], "want": [], "undo": set()},
	}
	steps := control.plan with input.ecs.services as [_service({})] with input.account as {"account": "111122223333"}
		with input.applicationautoscaling.targets as tc.targets
		with input.applicationautoscaling.policies as tc.policies
	{step.subject | some step in steps} == {_service({}).id | some _ in tc.want}
	[[call.operation, object.remove(call.params, ["ServiceNamespace", "ResourceId", "ScalableDimension"])] | some step in steps; some call in step.calls] == tc.want
	{call.params.ResourceId | some step in steps; some call in array.concat(step.calls, step.undo)} == {"service/c/web" | some _ in tc.want}
	{call.operation | some step in steps; some call in step.undo} == tc.undo
}

_cpu := {
	"PolicyName": "web-cpu", "PolicyType": "TargetTrackingScaling",
	"TargetTrackingScalingPolicyConfiguration": {"TargetValue": 50, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}},
}

test_two_faults_take_two_steps if {
	steps := control.plan with input.ecs.services as [_service({})] with input.account as {"account": "111122223333"}
		with input.applicationautoscaling.targets as [_target({"MinCapacity": 0})]
		with input.applicationautoscaling.policies as []
	{call.operation | some step in steps; some call in step.calls} == {"RegisterScalableTarget", "PutScalingPolicy"}
	{call.params.MinCapacity | some step in steps; some call in step.undo} == {0}
}

test_no_plan_for_daemons if {
	steps := control.plan with input.ecs.services as [_service({"SchedulingStrategy": "DAEMON"})] with input.applicationautoscaling.targets as [] with input.applicationautoscaling.policies as []
	steps == set()
}
