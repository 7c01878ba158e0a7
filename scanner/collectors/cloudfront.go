package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront/types"

	"kijun/scanner/collect"
)

// cloudfront.distributions: distributions with their configuration. The listing has all of it but DefaultRootObject, Logging and what
// only multi-tenant distributions have (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html). Headers
// that CloudFront adds towards an origin often hold the secret by which the origin knows CloudFront.
var _ = collect.Register(collect.Collector{
	Key: "cloudfront.distributions", Type: "AWS::CloudFront::Distribution", Scope: collect.Global,
	List: "cloudfront:ListDistributions", Element: types.DistributionSummary{},
	Details: []collect.Detail{
		{Operation: "cloudfront:GetDistributionConfig", Output: cloudfront.GetDistributionConfigOutput{}},
		{Operation: "cloudfront:ListTagsForResource", Output: cloudfront.ListTagsForResourceOutput{}},
	},
	Secret: []string{
		"Origins.Items.CustomHeaders.Items.HeaderValue", "GetDistributionConfig.DistributionConfig.Origins.Items.CustomHeaders.Items.HeaderValue",
		"GetDistributionConfig.DistributionConfig.TenantConfig.ParameterDefinitions.Definition.StringSchema.DefaultValue",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudfront.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, cloudfront.NewListDistributionsPaginator(svc, &cloudfront.ListDistributionsInput{})) {
			if err != nil {
				return err
			}
			if page.DistributionList == nil {
				continue
			}
			for _, distribution := range page.DistributionList.Items {
				arn := aws.ToString(distribution.ARN)
				el := out.Add(arn, arn, distribution)
				collect.Ask(el, svc.GetDistributionConfig, &cloudfront.GetDistributionConfigInput{Id: distribution.Id})
				collect.Ask(el, svc.ListTagsForResource, &cloudfront.ListTagsForResourceInput{Resource: distribution.ARN})
			}
		}
		return nil
	},
})
