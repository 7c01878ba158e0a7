package collectors

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/accessanalyzer"
	accessanalyzertypes "github.com/aws/aws-sdk-go-v2/service/accessanalyzer/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cloudformationtypes "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	cloudtrailtypes "github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	configtypes "github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/detective"
	detectivetypes "github.com/aws/aws-sdk-go-v2/service/detective/types"
	"github.com/aws/aws-sdk-go-v2/service/guardduty"
	"github.com/aws/aws-sdk-go-v2/service/inspector2"
	"github.com/aws/aws-sdk-go-v2/service/macie2"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"

	"kijun/scanner/collect"
)

// What services hold for the organization as a whole. A scan of the organization asks their delegated administrators and the management
// account; a scan of one account asks this one, and what it may not see stays a gap.

// guardduty.organization_configurations: the regions where the administrator has a detector, and what it does with new members. Who is not
// the administrator gets BadRequestException: for this account there is no such configuration, which says nothing of the organization's.
var _ = collect.Register(collect.Collector{
	Key: "guardduty.organization_configurations", Type: "AWS::GuardDuty::Detector", Scope: collect.Organization, Administrator: "guardduty.amazonaws.com",
	List: "guardduty:ListDetectors", Element: detector{},
	Details: []collect.Detail{{Operation: "guardduty:DescribeOrganizationConfiguration", Output: guardduty.DescribeOrganizationConfigurationOutput{}, Absent: []string{"BadRequestException"}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := guardduty.NewFromConfig(t.Config)
		ids, err := detectors(ctx, svc)
		for _, id := range ids {
			el := out.Add(id, t.Arn("guardduty", t.Region, "detector/"+id), detector{id})
			collect.AskPages(el, guardduty.NewDescribeOrganizationConfigurationPaginator(svc, &guardduty.DescribeOrganizationConfigurationInput{DetectorId: aws.String(id)}))
		}
		return err
	},
})

// securityhub.organization_configurations: the regions where the administrator has a hub, how members are configured there, and by central
// configuration from the home region.
var _ = collect.Register(collect.Collector{
	Key: "securityhub.organization_configurations", Type: "AWS::SecurityHub::Hub", Scope: collect.Organization, Administrator: "securityhub.amazonaws.com",
	List: "securityhub:DescribeHub", Element: securityhub.DescribeHubOutput{}, Absent: unsubscribed,
	Details: []collect.Detail{
		{Operation: "securityhub:DescribeOrganizationConfiguration", Output: securityhub.DescribeOrganizationConfigurationOutput{}, Absent: []string{"InvalidAccessException"}},
		{Operation: "securityhub:ListConfigurationPolicies", Output: securityhub.ListConfigurationPoliciesOutput{}, Absent: []string{"InvalidAccessException"}},
		{Operation: "securityhub:ListConfigurationPolicyAssociations", Output: securityhub.ListConfigurationPolicyAssociationsOutput{}, Absent: []string{"InvalidAccessException"}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := securityhub.NewFromConfig(t.Config)
		hub, err := svc.DescribeHub(ctx, &securityhub.DescribeHubInput{})
		if err != nil {
			return err
		}
		el := out.Add(aws.ToString(hub.HubArn), aws.ToString(hub.HubArn), hub)
		collect.Ask(el, svc.DescribeOrganizationConfiguration, &securityhub.DescribeOrganizationConfigurationInput{})
		collect.AskPages(el, securityhub.NewListConfigurationPoliciesPaginator(svc, &securityhub.ListConfigurationPoliciesInput{}))
		collect.AskPages(el, securityhub.NewListConfigurationPolicyAssociationsPaginator(svc, &securityhub.ListConfigurationPolicyAssociationsInput{}))
		return nil
	},
})

// inspector2.organization_configurations: what the administrator's Inspector turns on for new members, one element a region.
var _ = collect.Register(collect.Collector{
	Key: "inspector2.organization_configurations", Type: "AWS::::Account", Scope: collect.Organization, Administrator: "inspector2.amazonaws.com",
	List: "inspector2:DescribeOrganizationConfiguration", Element: inspector2.DescribeOrganizationConfigurationOutput{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := inspector2.NewFromConfig(t.Config).DescribeOrganizationConfiguration(ctx, &inspector2.DescribeOrganizationConfigurationInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region+"/"+t.Account, "", got)
		return nil
	},
})

// macie2.organization_configurations: whether new members get Macie, one element a region where the administrator has it.
var _ = collect.Register(collect.Collector{
	Key: "macie2.organization_configurations", Type: "AWS::Macie::Session", Scope: collect.Organization, Administrator: "macie.amazonaws.com",
	List: "macie2:DescribeOrganizationConfiguration", Element: macie2.DescribeOrganizationConfigurationOutput{}, Absent: []string{macieOff},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := macie2.NewFromConfig(t.Config).DescribeOrganizationConfiguration(ctx, &macie2.DescribeOrganizationConfigurationInput{})
		if err != nil {
			return macieError(err)
		}
		out.Add(t.Region+"/"+t.Account, "", got)
		return nil
	},
})

// detective.organization_configurations: the graphs of the administrator, and whether new members join them.
var _ = collect.Register(collect.Collector{
	Key: "detective.organization_configurations", Type: "AWS::Detective::Graph", Scope: collect.Organization, Administrator: "detective.amazonaws.com",
	List: "detective:ListGraphs", Element: detectivetypes.Graph{},
	Details: []collect.Detail{{Operation: "detective:DescribeOrganizationConfiguration", Output: detective.DescribeOrganizationConfigurationOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := detective.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, detective.NewListGraphsPaginator(svc, &detective.ListGraphsInput{})) {
			if err != nil {
				return err
			}
			for _, graph := range page.GraphList {
				el := out.Add(aws.ToString(graph.Arn), aws.ToString(graph.Arn), graph)
				collect.Ask(el, svc.DescribeOrganizationConfiguration, &detective.DescribeOrganizationConfigurationInput{GraphArn: graph.Arn})
			}
		}
		return nil
	},
})

// accessanalyzer.organization_analyzers: analyzers with the organization as their zone of trust, which only the account that owns them shows.
var _ = collect.Register(collect.Collector{
	Key: "accessanalyzer.organization_analyzers", Type: "AWS::AccessAnalyzer::Analyzer", Scope: collect.Organization, Administrator: "access-analyzer.amazonaws.com",
	List: "accessanalyzer:ListAnalyzers", Element: accessanalyzertypes.AnalyzerSummary{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := accessanalyzer.NewFromConfig(t.Config)
		in := &accessanalyzer.ListAnalyzersInput{Type: accessanalyzertypes.TypeOrganization}
		for page, err := range collect.Pages(ctx, accessanalyzer.NewListAnalyzersPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, analyzer := range page.Analyzers {
				out.Add(aws.ToString(analyzer.Arn), aws.ToString(analyzer.Arn), analyzer)
			}
		}
		return nil
	},
})

// config.organization_aggregators: the aggregators that gather from all accounts of the organization.
var _ = collect.Register(collect.Collector{
	Key: "config.organization_aggregators", Type: "AWS::Config::ConfigurationAggregator", Scope: collect.Organization, Administrator: "config.amazonaws.com",
	List: "config:DescribeConfigurationAggregators", Element: configtypes.ConfigurationAggregator{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, configservice.NewDescribeConfigurationAggregatorsPaginator(svc, &configservice.DescribeConfigurationAggregatorsInput{})) {
			if err != nil {
				return err
			}
			for _, aggregator := range page.ConfigurationAggregators {
				if aggregator.OrganizationAggregationSource == nil {
					continue
				}
				out.Add(aws.ToString(aggregator.ConfigurationAggregatorArn), aws.ToString(aggregator.ConfigurationAggregatorArn), aggregator)
			}
		}
		return nil
	},
})

// noMember are the codes by which Config says that this account has no rules of an organization, or is in none.
var noMember = []string{"OrganizationAccessDeniedException"}

// config.organization_rules: rules that the organization puts into its accounts.
var _ = collect.Register(collect.Collector{
	Key: "config.organization_rules", Type: "AWS::Config::OrganizationConfigRule", Scope: collect.Organization, Administrator: "config-multiaccountsetup.amazonaws.com",
	List: "config:DescribeOrganizationConfigRules", Element: configtypes.OrganizationConfigRule{}, Absent: noMember,
	Secret: []string{
		"OrganizationCustomPolicyRuleMetadata.InputParameters", "OrganizationCustomRuleMetadata.InputParameters", "OrganizationManagedRuleMetadata.InputParameters",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, configservice.NewDescribeOrganizationConfigRulesPaginator(svc, &configservice.DescribeOrganizationConfigRulesInput{})) {
			if err != nil {
				return err
			}
			for _, rule := range page.OrganizationConfigRules {
				arn := aws.ToString(rule.OrganizationConfigRuleArn)
				out.Add(arn, arn, rule)
			}
		}
		return nil
	},
})

// config.organization_packs: conformance packs that the organization puts into its accounts.
var _ = collect.Register(collect.Collector{
	Key: "config.organization_packs", Type: "AWS::Config::OrganizationConformancePack", Scope: collect.Organization, Administrator: "config-multiaccountsetup.amazonaws.com",
	List: "config:DescribeOrganizationConformancePacks", Element: configtypes.OrganizationConformancePack{}, Absent: noMember,
	Secret: []string{"ConformancePackInputParameters.ParameterValue"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, configservice.NewDescribeOrganizationConformancePacksPaginator(svc, &configservice.DescribeOrganizationConformancePacksInput{})) {
			if err != nil {
				return err
			}
			for _, pack := range page.OrganizationConformancePacks {
				arn := aws.ToString(pack.OrganizationConformancePackArn)
				out.Add(arn, arn, pack)
			}
		}
		return nil
	},
})

// cloudtrail.organization_trails: trails of the organization, which the account that owns them answers for in full; members see them as shadows.
var _ = collect.Register(collect.Collector{
	Key: "cloudtrail.organization_trails", Type: "AWS::CloudTrail::Trail", Scope: collect.Organization, Administrator: "cloudtrail.amazonaws.com",
	List: "cloudtrail:DescribeTrails", Element: cloudtrailtypes.Trail{},
	Details: []collect.Detail{
		{Operation: "cloudtrail:GetTrailStatus", Output: cloudtrail.GetTrailStatusOutput{}},
		{Operation: "cloudtrail:GetEventSelectors", Output: cloudtrail.GetEventSelectorsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := cloudtrail.NewFromConfig(t.Config).DescribeTrails(ctx, &cloudtrail.DescribeTrailsInput{IncludeShadowTrails: aws.Bool(true)})
		if err != nil {
			return err
		}
		for _, trail := range got.TrailList {
			if aws.ToBool(trail.IsOrganizationTrail) {
				addTrail(t, out, trail)
			}
		}
		return nil
	},
})

// cloudformation.stack_sets: the stack sets that are not deleted, by which an organization brings a baseline to its accounts.
var _ = collect.Register(collect.Collector{
	Key: "cloudformation.stack_sets", Type: "AWS::CloudFormation::StackSet", Scope: collect.Organization, Administrator: "member.org.stacksets.cloudformation.amazonaws.com",
	List: "cloudformation:ListStackSets", Element: cloudformationtypes.StackSetSummary{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudformation.NewFromConfig(t.Config)
		in := &cloudformation.ListStackSetsInput{Status: cloudformationtypes.StackSetStatusActive}
		for page, err := range collect.Pages(ctx, cloudformation.NewListStackSetsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, set := range page.Summaries {
				out.Add(t.Region+"/"+aws.ToString(set.StackSetId), "", set)
			}
		}
		return nil
	},
})

// aggregated is how Control Tower names the topic of its audit account on which the notifications of all accounts come together
// (https://docs.aws.amazon.com/controltower/latest/userguide/sns.html).
const aggregated = ":aws-controltower-AggregateSecurityNotifications"

// sns.aggregated_topics: that topic, in whichever of the accounts that administer something has it. What is subscribed to it are people's
// addresses; whether they are confirmed shows in the subscription's ARN.
var _ = collect.Register(collect.Collector{
	Key: "sns.aggregated_topics", Type: "AWS::SNS::Topic", Scope: collect.Organization, Administrator: collect.AnyAdministrator,
	List: "sns:ListTopics", Element: snstypes.Topic{},
	Details: []collect.Detail{{Operation: "sns:ListSubscriptionsByTopic", Output: sns.ListSubscriptionsByTopicOutput{}}},
	Secret:  []string{"ListSubscriptionsByTopic.Subscriptions.Endpoint"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := sns.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, sns.NewListTopicsPaginator(svc, &sns.ListTopicsInput{})) {
			if err != nil {
				return err
			}
			for _, topic := range page.Topics {
				if arn := aws.ToString(topic.TopicArn); strings.HasSuffix(arn, aggregated) {
					el := out.Add(arn, arn, topic)
					collect.AskPages(el, sns.NewListSubscriptionsByTopicPaginator(svc, &sns.ListSubscriptionsByTopicInput{TopicArn: topic.TopicArn}))
				}
			}
		}
		return nil
	},
})
