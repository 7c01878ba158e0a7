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
