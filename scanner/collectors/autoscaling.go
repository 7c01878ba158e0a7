package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"kijun/scanner/collect"
)

// autoscaling.groups: Auto Scaling groups with their instances. A group names what it starts instances from in one of three places:
// LaunchConfigurationName, LaunchTemplate or MixedInstancesPolicy.LaunchTemplate
// (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html).
var _ = collect.Register(collect.Collector{
	Key: "autoscaling.groups", Type: "AWS::AutoScaling::AutoScalingGroup",
	List: "autoscaling:DescribeAutoScalingGroups", Element: types.AutoScalingGroup{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := autoscaling.NewFromConfig(t.Config)
		in := &autoscaling.DescribeAutoScalingGroupsInput{MaxRecords: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, autoscaling.NewDescribeAutoScalingGroupsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, group := range page.AutoScalingGroups {
				out.Add(aws.ToString(group.AutoScalingGroupARN), aws.ToString(group.AutoScalingGroupARN), group)
			}
		}
		return nil
	},
})

// autoscaling.launch_configurations: launch configurations, used or not. They cannot be changed, only replaced, and have no tags. One
// without AssociatePublicIpAddress follows the subnet, one without MetadataOptions.HttpTokens takes version 1 too
// (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchConfiguration.html).
var _ = collect.Register(collect.Collector{
	Key: "autoscaling.launch_configurations", Type: "AWS::AutoScaling::LaunchConfiguration",
	List: "autoscaling:DescribeLaunchConfigurations", Element: types.LaunchConfiguration{},
	Secret: []string{"UserData"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := autoscaling.NewFromConfig(t.Config)
		in := &autoscaling.DescribeLaunchConfigurationsInput{MaxRecords: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, autoscaling.NewDescribeLaunchConfigurationsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, configuration := range page.LaunchConfigurations {
				arn := aws.ToString(configuration.LaunchConfigurationARN)
				out.Add(arn, arn, configuration)
			}
		}
		return nil
	},
})
