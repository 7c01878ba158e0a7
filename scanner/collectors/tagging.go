package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi/types"

	"kijun/scanner/collect"
)

// tagging.resources: resources with the tag cm:Members, by which Classmethod Members marks what it has put into an account or keeps
// there (https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html). They are of any type; the ARN says
// which. Global resources are listed in us-east-1, and IAM's roles and users nowhere.
var _ = collect.Register(collect.Collector{
	Key: "tagging.resources", Type: "AWS::ResourceGroups::TaggedResource",
	List: "resourcegroupstaggingapi:GetResources", Element: types.ResourceTagMapping{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := resourcegroupstaggingapi.NewFromConfig(t.Config)
		in := &resourcegroupstaggingapi.GetResourcesInput{ResourcesPerPage: aws.Int32(100), TagFilters: []types.TagFilter{{Key: aws.String("cm:Members")}}}
		for page, err := range collect.Pages(ctx, resourcegroupstaggingapi.NewGetResourcesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, resource := range page.ResourceTagMappingList {
				arn := aws.ToString(resource.ResourceARN)
				out.Add(arn, arn, resource)
			}
		}
		return nil
	},
})
