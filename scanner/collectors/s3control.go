package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/s3control/types"

	"kijun/scanner/collect"
)

// s3control.public_access_block: the account's block of public access, or none when it was never set
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html). It holds in every region.
var _ = collect.Register(collect.Collector{
	Key: "s3control.public_access_block", Type: "AWS::::Account", Scope: collect.Global,
	List: "s3control:GetPublicAccessBlock", Element: types.PublicAccessBlockConfiguration{},
	Absent: []string{"NoSuchPublicAccessBlockConfiguration"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := s3control.NewFromConfig(t.Config).GetPublicAccessBlock(ctx, &s3control.GetPublicAccessBlockInput{AccountId: aws.String(t.Account)})
		if err != nil {
			return err
		}
		out.Add(t.Account, "", got.PublicAccessBlockConfiguration)
		return nil
	},
})

// s3control.access_points: the region's access points of the account (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPoint.html).
// The listing does not say what they block.
var _ = collect.Register(collect.Collector{
	Key: "s3control.access_points", Type: "AWS::S3::AccessPoint",
	List: "s3control:ListAccessPoints", Element: types.AccessPoint{},
	Details: []collect.Detail{{Operation: "s3control:GetAccessPoint", Output: s3control.GetAccessPointOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := s3control.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, s3control.NewListAccessPointsPaginator(svc, &s3control.ListAccessPointsInput{AccountId: aws.String(t.Account), MaxResults: 1000})) {
			if err != nil {
				return err
			}
			for _, point := range page.AccessPointList {
				arn := aws.ToString(point.AccessPointArn)
				if arn == "" {
					arn = t.Arn("s3", t.Region, "accesspoint/"+aws.ToString(point.Name))
				}
				el := out.Add(arn, arn, point)
				collect.Ask(el, svc.GetAccessPoint, &s3control.GetAccessPointInput{AccountId: aws.String(t.Account), Name: point.Name})
			}
		}
		return nil
	},
})

// s3control.multi_region_access_points: only us-west-2 answers for them, whatever regions their buckets are in
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html), and only the partition aws has them.
var _ = collect.Register(collect.Collector{
	Key: "s3control.multi_region_access_points", Type: "AWS::S3::MultiRegionAccessPoint", Scope: collect.Global,
	List: "s3control:ListMultiRegionAccessPoints", Element: types.MultiRegionAccessPointReport{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		if t.Partition != "aws" {
			return nil
		}
		svc := s3control.NewFromConfig(t.In("us-west-2"))
		for page, err := range collect.Pages(ctx, s3control.NewListMultiRegionAccessPointsPaginator(svc, &s3control.ListMultiRegionAccessPointsInput{AccountId: aws.String(t.Account), MaxResults: 100})) {
			if err != nil {
				return err
			}
			for _, point := range page.AccessPoints {
				out.Add(aws.ToString(point.Name), "arn:"+t.Partition+":s3::"+t.Account+":accesspoint/"+aws.ToString(point.Alias), point)
			}
		}
		return nil
	},
})
