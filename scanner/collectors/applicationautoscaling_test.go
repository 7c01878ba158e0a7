package collectors

import "testing"

func TestScalableTargets(t *testing.T) {
	const service, table = "ap-northeast-1/ecs:service:DesiredCount/service/c/", "ap-northeast-1/dynamodb:table:ReadCapacityUnits/table/t"
	target := func(name string) string {
		return `{"ServiceNamespace": "ecs", "ResourceId": "service/c/` + name + `", "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 2, "MaxCapacity": 10,
			"SuspendedState": {"DynamicScalingOutSuspended": true}, "ScalableTargetARN": "arn:aws:application-autoscaling:ap-northeast-1:111122223333:scalable-target/` + name + `"}`
	}
	worlds(t, "applicationautoscaling.targets", map[string]world{
		"two pages of one service, one of another": {
			answers: replies{"application-autoscaling:DescribeScalableTargets": {
				{when: `"dynamodb"`, body: `{"ScalableTargets": [{"ServiceNamespace": "dynamodb", "ResourceId": "table/t", "ScalableDimension": "dynamodb:table:ReadCapacityUnits"}]}`},
				{when: `"NextToken":"two"`, body: `{"ScalableTargets": [` + target("b") + `]}`},
				{body: `{"ScalableTargets": [` + target("a") + `], "NextToken": "two"}`},
			}},
			ids: []string{table, service + "a", service + "b"},
			has: map[string]any{"ResourceId": "table/t", "arn": nil},
		},
		"one service denied, the other told": {
			answers: replies{"application-autoscaling:DescribeScalableTargets": {
				{when: `"dynamodb"`, code: "AccessDeniedException"},
				{body: `{"ScalableTargets": [` + target("a") + `]}`},
			}},
			ids:  []string{service + "a"},
			has:  map[string]any{"MinCapacity": 2, "SuspendedState.DynamicScalingOutSuspended": true, "arn": "arn:aws:application-autoscaling:ap-northeast-1:111122223333:scalable-target/a"},
			gaps: []string{jp + " - application-autoscaling:DescribeScalableTargets CutPage AccessDeniedException"},
		},
		"none": {answers: replies{"application-autoscaling:DescribeScalableTargets": {{body: `{"ScalableTargets": []}`}}}},
	})
}

func TestScalingPolicies(t *testing.T) {
	const arn = "arn:aws:autoscaling:ap-northeast-1:111122223333:scalingPolicy:0a1b:resource/"
	policy := func(name string) string {
		return `{"PolicyARN": "` + arn + name + `", "PolicyName": "p", "ServiceNamespace": "ecs", "ResourceId": "service/c/s", "ScalableDimension": "ecs:service:DesiredCount",
			"PolicyType": "PredictiveScaling", "PredictiveScalingPolicyConfiguration": {"Mode": "ForecastOnly", "MetricSpecifications": []}}`
	}
	worlds(t, "applicationautoscaling.policies", map[string]world{
		"two pages of one service, one of another": {
			answers: replies{"application-autoscaling:DescribeScalingPolicies": {
				{when: `"dynamodb"`, body: `{"ScalingPolicies": [` + policy("c") + `]}`},
				{when: `"NextToken":"two"`, body: `{"ScalingPolicies": [` + policy("b") + `]}`},
				{body: `{"ScalingPolicies": [` + policy("a") + `], "NextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b", arn + "c"},
			has: map[string]any{"arn": arn + "a", "PolicyType": "PredictiveScaling", "PredictiveScalingPolicyConfiguration.Mode": "ForecastOnly"},
		},
		"one service denied, the other told": {
			answers: replies{"application-autoscaling:DescribeScalingPolicies": {
				{when: `"ecs"`, code: "AccessDeniedException"},
				{body: `{"ScalingPolicies": [` + policy("c") + `]}`},
			}},
			ids:  []string{arn + "c"},
			gaps: []string{jp + " - application-autoscaling:DescribeScalingPolicies CutPage AccessDeniedException"},
		},
		"none": {answers: replies{"application-autoscaling:DescribeScalingPolicies": {{body: `{"ScalingPolicies": []}`}}}},
	})
}
