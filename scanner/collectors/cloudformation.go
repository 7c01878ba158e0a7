package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"kijun/scanner/collect"
)

// cloudformation.stacks: stacks that are not deleted, nested ones too
// (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html). DriftInformation is of the last time that
// somebody asked for a comparison, and NOT_CHECKED if nobody has. Parameters and outputs are where people put passwords; CloudFormation
// masks only those that the template declares NoEcho, and the reason of a failure can quote the property that was refused.
var _ = collect.Register(collect.Collector{
	Key: "cloudformation.stacks", Type: "AWS::CloudFormation::Stack",
	List: "cloudformation:DescribeStacks", Element: types.Stack{},
	Details: []collect.Detail{{Operation: "cloudformation:ListStackResources", Output: cloudformation.ListStackResourcesOutput{}}},
	Secret: []string{
		"Parameters.ParameterValue", "Parameters.ResolvedValue", "Outputs.OutputValue", "StackStatusReason", "ListStackResources.StackResourceSummaries.ResourceStatusReason",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudformation.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, cloudformation.NewDescribeStacksPaginator(svc, &cloudformation.DescribeStacksInput{})) {
			if err != nil {
				return err
			}
			for _, stack := range page.Stacks {
				id := aws.ToString(stack.StackId)
				el := out.Add(id, id, stack)
				collect.AskPages(el, cloudformation.NewListStackResourcesPaginator(svc, &cloudformation.ListStackResourcesInput{StackName: stack.StackId}))
			}
		}
		return nil
	},
})
