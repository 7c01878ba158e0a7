package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/synthetics"
	"github.com/aws/aws-sdk-go-v2/service/synthetics/types"

	"kijun/scanner/collect"
)

// synthetics.canaries: canaries with schedule and state. Environment variables and the script are not in the answer. ArtifactS3Location
// has the bucket with a prefix, and no "s3://" (https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_Canary.html).
var _ = collect.Register(collect.Collector{
	Key: "synthetics.canaries", Type: "AWS::Synthetics::Canary",
	List: "synthetics:DescribeCanaries", Element: types.Canary{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := synthetics.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, synthetics.NewDescribeCanariesPaginator(svc, &synthetics.DescribeCanariesInput{MaxResults: aws.Int32(20)})) {
			if err != nil {
				return err
			}
			for _, canary := range page.Canaries {
				arn := t.Arn("synthetics", t.Region, "canary:"+aws.ToString(canary.Name))
				out.Add(arn, arn, canary)
			}
		}
		return nil
	},
})
