package lib.application_scaling_test

import data.lib.application_scaling

_key := ["ap-northeast-1", "service/c/web", "ecs:service:DesiredCount"]

_target(more) := object.union({"region": _key[0], "ResourceId": _key[1], "ScalableDimension": _key[2], "MinCapacity": 2, "MaxCapacity": 10}, more)

_policy(kind, more) := object.union({"region": _key[0], "ResourceId": _key[1], "ScalableDimension": _key[2], "PolicyType": kind}, more)

test_grows[name] if {
	some name, tc in {
		"target tracking": {"targets": [_target({})], "policies": [_policy("TargetTrackingScaling", {})], "want": {_key}},
		"steps": {"targets": [_target({})], "policies": [_policy("StepScaling", {})], "want": {_key}},
		"a forecast that scales": {"targets": [_target({})], "policies": [_policy("PredictiveScaling", {"PredictiveScalingPolicyConfiguration": {"Mode": "ForecastAndScale"}})], "want": {_key}},
		"a forecast to look at": {"targets": [_target({})], "policies": [_policy("PredictiveScaling", {"PredictiveScalingPolicyConfiguration": {"Mode": "ForecastOnly"}})], "want": set()},
		"a forecast untold": {"targets": [_target({})], "policies": [_policy("PredictiveScaling", {})], "want": set()},
		"a kind that nobody knows yet": {"targets": [_target({})], "policies": [_policy("Other", {"PredictiveScalingPolicyConfiguration": {"Mode": "ForecastAndScale"}})], "want": set()},
		"an untold state is not suspended": {"targets": [_target({"SuspendedState": {}})], "policies": [_policy("StepScaling", {})], "want": {_key}},
		"scaling in suspended": {"targets": [_target({"SuspendedState": {"DynamicScalingInSuspended": true, "DynamicScalingOutSuspended": false}})], "policies": [_policy("StepScaling", {})], "want": {_key}},
		"scaling out suspended": {"targets": [_target({"SuspendedState": {"DynamicScalingOutSuspended": true}})], "policies": [_policy("TargetTrackingScaling", {})], "want": set()},
		"a forecast beside what is suspended": {
			"targets": [_target({"SuspendedState": {"DynamicScalingOutSuspended": true}})],
			"policies": [_policy("TargetTrackingScaling", {}), _policy("PredictiveScaling", {"PredictiveScalingPolicyConfiguration": {"Mode": "ForecastAndScale"}})], "want": {_key},
		},
		"no policy": {"targets": [_target({})], "policies": [], "want": set()},
		"no target": {"targets": [], "policies": [_policy("TargetTrackingScaling", {})], "want": set()},
		"a policy of another Region": {"targets": [_target({})], "policies": [_policy("TargetTrackingScaling", {"region": "us-east-1"})], "want": set()},
		"a policy of another service": {"targets": [_target({})], "policies": [_policy("TargetTrackingScaling", {"ResourceId": "service/c/api"})], "want": set()},
		"a policy on another dimension": {"targets": [_target({})], "policies": [_policy("TargetTrackingScaling", {"ScalableDimension": "other"})], "want": set()},
	}
	application_scaling.grows == tc.want with input.applicationautoscaling.targets as tc.targets with input.applicationautoscaling.policies as tc.policies
}

test_registered if {
	application_scaling.registered == {_key} with input.applicationautoscaling.targets as [_target({})]
}

test_tracked_though_suspended if {
	application_scaling.tracked == {_key} with input.applicationautoscaling.policies as [_policy("StepScaling", {}), _policy("PredictiveScaling", {"ResourceId": "service/c/api"})]
}

test_at_least[name] if {
	some name, tc in {
		"as many": {"more": {"MinCapacity": 2}, "want": {_key}},
		"one less": {"more": {"MinCapacity": 1}, "want": set()},
		"none": {"more": {"MinCapacity": 0}, "want": set()},
	}
	application_scaling.at_least(2) == tc.want with input.applicationautoscaling.targets as [_target(tc.more)]
}

test_an_untold_minimum_is_no_minimum if {
	application_scaling.at_least(2) == set() with input.applicationautoscaling.targets as [object.remove(_target({}), ["MinCapacity"])]
}
