package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"kijun/scanner/collect"
)

// bedrockagentcore.runtimes: agent runtimes at their newest version
// (https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_GetAgentRuntime.html).
var _ = collect.Register(collect.Collector{
	Key: "bedrockagentcore.runtimes", Type: "AWS::BedrockAgentCore::Runtime",
	List: "bedrock-agentcore-control:ListAgentRuntimes", Element: types.AgentRuntime{},
	Details: []collect.Detail{
		{Operation: "bedrock-agentcore-control:GetAgentRuntime", Output: bedrockagentcorecontrol.GetAgentRuntimeOutput{}},
		{Operation: "bedrock-agentcore-control:ListTagsForResource", Output: bedrockagentcorecontrol.ListTagsForResourceOutput{}},
	},
	Secret: []string{"GetAgentRuntime.EnvironmentVariables.*"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := bedrockagentcorecontrol.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, bedrockagentcorecontrol.NewListAgentRuntimesPaginator(svc, &bedrockagentcorecontrol.ListAgentRuntimesInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, runtime := range page.AgentRuntimes {
				el := out.Add(aws.ToString(runtime.AgentRuntimeArn), aws.ToString(runtime.AgentRuntimeArn), runtime)
				el.Do("bedrock-agentcore-control:GetAgentRuntime", func(ctx context.Context) (any, error) {
					got, err := svc.GetAgentRuntime(ctx, &bedrockagentcorecontrol.GetAgentRuntimeInput{AgentRuntimeId: runtime.AgentRuntimeId})
					if err != nil {
						return nil, err
					}
					if code, ok := got.AgentRuntimeArtifact.(*types.AgentRuntimeArtifactMemberCodeConfiguration); ok {
						code.Value.EntryPoint = nil // a command line
					}
					return got, nil
				})
				collect.Ask(el, svc.ListTagsForResource, &bedrockagentcorecontrol.ListTagsForResourceInput{ResourceArn: runtime.AgentRuntimeArn})
			}
		}
		return nil
	},
})

// bedrockagentcore.gateways: gateways with the kind of their authorizer. The listing has ids, no ARNs.
var _ = collect.Register(collect.Collector{
	Key: "bedrockagentcore.gateways", Type: "AWS::BedrockAgentCore::Gateway",
	List: "bedrock-agentcore-control:ListGateways", Element: types.GatewaySummary{},
	Details: []collect.Detail{{Operation: "bedrock-agentcore-control:ListTagsForResource", Output: bedrockagentcorecontrol.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := bedrockagentcorecontrol.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, bedrockagentcorecontrol.NewListGatewaysPaginator(svc, &bedrockagentcorecontrol.ListGatewaysInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, gateway := range page.Items {
				arn := t.Arn("bedrock-agentcore", t.Region, "gateway/"+aws.ToString(gateway.GatewayId))
				el := out.Add(arn, arn, gateway)
				collect.Ask(el, svc.ListTagsForResource, &bedrockagentcorecontrol.ListTagsForResourceInput{ResourceArn: &arn})
			}
		}
		return nil
	},
})

// bedrockagentcore.browsers: browsers that customers made; AWS's own one is listed beside them unless one asks for these alone
// (https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_ListBrowsers.html).
var _ = collect.Register(collect.Collector{
	Key: "bedrockagentcore.browsers", Type: "AWS::BedrockAgentCore::BrowserCustom",
	List: "bedrock-agentcore-control:ListBrowsers", Element: types.BrowserSummary{},
	Details: []collect.Detail{
		{Operation: "bedrock-agentcore-control:GetBrowser", Output: bedrockagentcorecontrol.GetBrowserOutput{}},
		{Operation: "bedrock-agentcore-control:ListTagsForResource", Output: bedrockagentcorecontrol.ListTagsForResourceOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := bedrockagentcorecontrol.NewFromConfig(t.Config)
		in := &bedrockagentcorecontrol.ListBrowsersInput{Type: types.ResourceTypeCustom, MaxResults: aws.Int32(50)}
		for page, err := range collect.Pages(ctx, bedrockagentcorecontrol.NewListBrowsersPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, browser := range page.BrowserSummaries {
				el := out.Add(aws.ToString(browser.BrowserArn), aws.ToString(browser.BrowserArn), browser)
				collect.Ask(el, svc.GetBrowser, &bedrockagentcorecontrol.GetBrowserInput{BrowserId: browser.BrowserId})
				collect.Ask(el, svc.ListTagsForResource, &bedrockagentcorecontrol.ListTagsForResourceInput{ResourceArn: browser.BrowserArn})
			}
		}
		return nil
	},
})
