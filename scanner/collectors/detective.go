package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/detective"
	"github.com/aws/aws-sdk-go-v2/service/detective/types"

	"kijun/scanner/collect"
)

// detective.graphs: the behavior graphs that the account administers
// (https://docs.aws.amazon.com/detective/latest/APIReference/API_ListGraphs.html). A graph that it is a member of is an invitation.
var _ = collect.Register(collect.Collector{
	Key: "detective.graphs", Type: "AWS::Detective::Graph",
	List: "detective:ListGraphs", Element: types.Graph{},
	Details: []collect.Detail{{Operation: "detective:ListTagsForResource", Output: detective.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := detective.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, detective.NewListGraphsPaginator(svc, &detective.ListGraphsInput{})) {
			if err != nil {
				return err
			}
			for _, graph := range page.GraphList {
				arn := aws.ToString(graph.Arn)
				el := out.Add(arn, arn, graph)
				collect.Ask(el, svc.ListTagsForResource, &detective.ListTagsForResourceInput{ResourceArn: graph.Arn})
			}
		}
		return nil
	},
})

// detective.invitations: the graphs of other accounts that this one is a member of or was invited to; Status says which.
var _ = collect.Register(collect.Collector{
	Key: "detective.invitations", Type: "AWS::Detective::MemberInvitation",
	List: "detective:ListInvitations", Element: types.MemberDetail{},
	Secret: []string{"EmailAddress"}, // of the account's root user
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := detective.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, detective.NewListInvitationsPaginator(svc, &detective.ListInvitationsInput{})) {
			if err != nil {
				return err
			}
			for _, invitation := range page.Invitations {
				out.Add(aws.ToString(invitation.GraphArn), aws.ToString(invitation.GraphArn), invitation)
			}
		}
		return nil
	},
})
