package collectors

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"

	"kijun/scanner/collect"
)

// scaled are the services whose scaling is read: Application Auto Scaling lists that of one service at a time.
var scaled = []types.ServiceNamespace{types.ServiceNamespaceEcs, types.ServiceNamespaceDynamodb}

// applicationautoscaling.targets: what of ECS and DynamoDB is registered for scaling, and between which bounds
// (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html). A target is told apart by what it scales and
// by which dimension; its ARN is newer than the service, so it is no id. Targets tell their tags only one by one, which no control asks.
var _ = collect.Register(collect.Collector{
	Key: "applicationautoscaling.targets", Type: "AWS::ApplicationAutoScaling::ScalableTarget",
	List: "application-autoscaling:DescribeScalableTargets", Element: types.ScalableTarget{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := applicationautoscaling.NewFromConfig(t.Config)
		var unread []error
		for _, namespace := range scaled {
			in := &applicationautoscaling.DescribeScalableTargetsInput{ServiceNamespace: namespace, MaxResults: aws.Int32(50)}
			for page, err := range collect.Pages(ctx, applicationautoscaling.NewDescribeScalableTargetsPaginator(svc, in)) {
				if err != nil {
					unread = append(unread, err)
					break
				}
				for _, target := range page.ScalableTargets {
					id := t.Region + "/" + string(target.ScalableDimension) + "/" + aws.ToString(target.ResourceId)
					out.Add(id, aws.ToString(target.ScalableTargetARN), target)
				}
			}
		}
		return errors.Join(unread...)
	},
})

// applicationautoscaling.policies: by which metrics, steps or forecasts a target scales
// (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html). A policy goes with its target. Scheduled actions,
// which move a target's bounds at set times, are something else.
var _ = collect.Register(collect.Collector{
	Key: "applicationautoscaling.policies", Type: "AWS::ApplicationAutoScaling::ScalingPolicy",
	List: "application-autoscaling:DescribeScalingPolicies", Element: types.ScalingPolicy{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := applicationautoscaling.NewFromConfig(t.Config)
		var unread []error
		for _, namespace := range scaled {
			in := &applicationautoscaling.DescribeScalingPoliciesInput{ServiceNamespace: namespace, MaxResults: aws.Int32(10)}
			for page, err := range collect.Pages(ctx, applicationautoscaling.NewDescribeScalingPoliciesPaginator(svc, in)) {
				if err != nil {
					unread = append(unread, err)
					break
				}
				for _, policy := range page.ScalingPolicies {
					out.Add(aws.ToString(policy.PolicyARN), aws.ToString(policy.PolicyARN), policy)
				}
			}
		}
		return errors.Join(unread...)
	},
})
