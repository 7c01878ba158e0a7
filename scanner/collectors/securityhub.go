package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/aws-sdk-go-v2/service/securityhub/types"

	"kijun/scanner/collect"
)

// unsubscribed are the codes by which Security Hub says that it is off in the region. InvalidAccessException reads "the account
// doesn't have permission" in the reference, but is what a caller with every permission gets there: "Account ... is not
// subscribed to AWS Security Hub". A caller without permission gets AccessDeniedException from IAM, which stays a gap
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html).
var unsubscribed = []string{"InvalidAccessException", "ResourceNotFoundException"}

// securityhub.hubs: the region's hub, or none where Security Hub is off. Asked by anyone but the administrator, the organization's
// configuration and policies are InvalidAccessException too. That is a gap of the configuration, which such an account may well be
// under. Policies it has none: whose they are, GetAdministratorAccount tells. An account without an administrator gets an empty answer
// there, or ResourceNotFoundException.
var _ = collect.Register(collect.Collector{
	Key: "securityhub.hubs", Type: "AWS::SecurityHub::Hub",
	List: "securityhub:DescribeHub", Element: securityhub.DescribeHubOutput{}, Absent: unsubscribed,
	Details: []collect.Detail{
		{Operation: "securityhub:GetAdministratorAccount", Output: securityhub.GetAdministratorAccountOutput{}, Absent: []string{"ResourceNotFoundException"}},
		{Operation: "securityhub:DescribeOrganizationConfiguration", Output: securityhub.DescribeOrganizationConfigurationOutput{}},
		{Operation: "securityhub:ListConfigurationPolicyAssociations", Output: securityhub.ListConfigurationPolicyAssociationsOutput{}, Absent: []string{"InvalidAccessException"}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := securityhub.NewFromConfig(t.Config)
		hub, err := svc.DescribeHub(ctx, &securityhub.DescribeHubInput{})
		if err != nil {
			return err
		}
		el := out.Add(t.Region, aws.ToString(hub.HubArn), hub)
		collect.Ask(el, svc.GetAdministratorAccount, &securityhub.GetAdministratorAccountInput{})
		collect.Ask(el, svc.DescribeOrganizationConfiguration, &securityhub.DescribeOrganizationConfigurationInput{})
		collect.AskPages(el, securityhub.NewListConfigurationPolicyAssociationsPaginator(svc, &securityhub.ListConfigurationPolicyAssociationsInput{}))
		return nil
	},
})

// securityhub.standards: the standards that are enabled, also those that are still being set up or have failed.
var _ = collect.Register(collect.Collector{
	Key: "securityhub.standards", Type: "AWS::SecurityHub::Standard",
	List: "securityhub:GetEnabledStandards", Element: types.StandardsSubscription{}, Absent: unsubscribed,
	Details: []collect.Detail{{Operation: "securityhub:DescribeStandardsControls", Output: securityhub.DescribeStandardsControlsOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := securityhub.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, securityhub.NewGetEnabledStandardsPaginator(svc, &securityhub.GetEnabledStandardsInput{})) {
			if err != nil {
				return err
			}
			for _, standard := range page.StandardsSubscriptions {
				arn := aws.ToString(standard.StandardsSubscriptionArn)
				el := out.Add(arn, arn, standard)
				collect.AskPages(el, securityhub.NewDescribeStandardsControlsPaginator(svc, &securityhub.DescribeStandardsControlsInput{StandardsSubscriptionArn: standard.StandardsSubscriptionArn}))
			}
		}
		return nil
	},
})

// securityhub.finding_aggregators: the aggregator of findings from other regions. Every region lists it, wherever it lives
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListFindingAggregators.html); its ARN says where.
var _ = collect.Register(collect.Collector{
	Key: "securityhub.finding_aggregators", Type: "AWS::SecurityHub::FindingAggregator", Scope: collect.Shared,
	List: "securityhub:ListFindingAggregators", Element: types.FindingAggregator{}, Absent: unsubscribed,
	Details: []collect.Detail{{Operation: "securityhub:GetFindingAggregator", Output: securityhub.GetFindingAggregatorOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := securityhub.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, securityhub.NewListFindingAggregatorsPaginator(svc, &securityhub.ListFindingAggregatorsInput{})) {
			if err != nil {
				return err
			}
			for _, aggregator := range page.FindingAggregators {
				arn := aws.ToString(aggregator.FindingAggregatorArn)
				home := regionOf(arn, t.Region)
				el := out.Add(arn, arn, aggregator).Region(home)
				collect.Ask(el, securityhub.NewFromConfig(t.In(home)).GetFindingAggregator, &securityhub.GetFindingAggregatorInput{FindingAggregatorArn: aggregator.FindingAggregatorArn})
			}
		}
		return nil
	},
})
