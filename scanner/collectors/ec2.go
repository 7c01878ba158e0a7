package collectors

import (
	"cmp"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"kijun/scanner/collect"
)

// ec2Arn is the ARN of a resource of EC2. What other accounts share with this one is listed too, and has its owner in the ARN.
func ec2Arn(t *collect.Target, owner *string, resource string) string {
	return fmt.Sprintf("arn:%s:ec2:%s:%s:%s", t.Partition, t.Region, cmp.Or(aws.ToString(owner), t.Account), resource)
}

// ec2.instances: instances in every state: a terminated one is listed for about an hour, without its volumes and interfaces. User data
// is never asked for (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.instances", Type: "AWS::EC2::Instance",
	List: "ec2:DescribeInstances", Element: types.Instance{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeInstancesPaginator(svc, &ec2.DescribeInstancesInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, reservation := range page.Reservations {
				for _, instance := range reservation.Instances {
					id := aws.ToString(instance.InstanceId)
					out.Add(id, ec2Arn(t, reservation.OwnerId, "instance/"+id), instance)
				}
			}
		}
		return nil
	},
})

// ec2.instance_metadata_defaults: one element a region: what new instances get unless their launch says otherwise. A setting that
// nobody has made is absent (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataDefaultsResponse.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.instance_metadata_defaults", Type: "AWS::::Account",
	List: "ec2:GetInstanceMetadataDefaults", Element: types.InstanceMetadataDefaultsResponse{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ec2.NewFromConfig(t.Config).GetInstanceMetadataDefaults(ctx, &ec2.GetInstanceMetadataDefaultsInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got.AccountLevel)
		return nil
	},
})

// ec2.image_block_public_access: one element a region. A change shows within minutes.
var _ = collect.Register(collect.Collector{
	Key: "ec2.image_block_public_access", Type: "AWS::::Account",
	List: "ec2:GetImageBlockPublicAccessState", Element: ec2.GetImageBlockPublicAccessStateOutput{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ec2.NewFromConfig(t.Config).GetImageBlockPublicAccessState(ctx, &ec2.GetImageBlockPublicAccessStateInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got)
		return nil
	},
})

// ec2.serial_console_access: one element a region.
var _ = collect.Register(collect.Collector{
	Key: "ec2.serial_console_access", Type: "AWS::::Account",
	List: "ec2:GetSerialConsoleAccessStatus", Element: ec2.GetSerialConsoleAccessStatusOutput{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ec2.NewFromConfig(t.Config).GetSerialConsoleAccessStatus(ctx, &ec2.GetSerialConsoleAccessStatusInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got)
		return nil
	},
})

// ec2.launch_templates: launch templates with their default version, which is what starts when nobody asks for another
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html). User data is cut.
var _ = collect.Register(collect.Collector{
	Key: "ec2.launch_templates", Type: "AWS::EC2::LaunchTemplate",
	List: "ec2:DescribeLaunchTemplates", Element: types.LaunchTemplate{},
	Details: []collect.Detail{{Operation: "ec2:DescribeLaunchTemplateVersions", Output: ec2.DescribeLaunchTemplateVersionsOutput{}}},
	Secret:  []string{"DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.UserData"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeLaunchTemplatesPaginator(svc, &ec2.DescribeLaunchTemplatesInput{MaxResults: aws.Int32(200)})) {
			if err != nil {
				return err
			}
			for _, template := range page.LaunchTemplates {
				id := aws.ToString(template.LaunchTemplateId)
				el := out.Add(id, ec2Arn(t, nil, "launch-template/"+id), template)
				in := &ec2.DescribeLaunchTemplateVersionsInput{LaunchTemplateId: template.LaunchTemplateId, Versions: []string{"$Default"}}
				collect.AskPages(el, ec2.NewDescribeLaunchTemplateVersionsPaginator(svc, in))
			}
		}
		return nil
	},
})

// ec2.spot_fleet_requests: Spot Fleet requests of the last 48 hours and those that still run. User data is cut. Requests made with launch
// templates have LaunchTemplateConfigs instead of LaunchSpecifications.
var _ = collect.Register(collect.Collector{
	Key: "ec2.spot_fleet_requests", Type: "AWS::EC2::SpotFleet",
	List: "ec2:DescribeSpotFleetRequests", Element: types.SpotFleetRequestConfig{},
	Secret: []string{"SpotFleetRequestConfig.LaunchSpecifications.UserData"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeSpotFleetRequestsPaginator(svc, &ec2.DescribeSpotFleetRequestsInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, request := range page.SpotFleetRequestConfigs {
				id := aws.ToString(request.SpotFleetRequestId)
				out.Add(id, ec2Arn(t, nil, "spot-fleet-request/"+id), request)
			}
		}
		return nil
	},
})
