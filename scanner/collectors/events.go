package collectors

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"kijun/scanner/collect"
)

// EventBridge's model declares no pages although all its lists have them: the SDK has no paginators.

func eventBuses(svc *eventbridge.Client) *collect.Tokens[eventbridge.ListEventBusesOutput] {
	return collect.ByToken(func(ctx context.Context, token *string) (*eventbridge.ListEventBusesOutput, *string, error) {
		got, err := svc.ListEventBuses(ctx, &eventbridge.ListEventBusesInput{Limit: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return got, got.NextToken, nil
	})
}

func eventRules(svc *eventbridge.Client, bus *string) *collect.Tokens[eventbridge.ListRulesOutput] {
	return collect.ByToken(func(ctx context.Context, token *string) (*eventbridge.ListRulesOutput, *string, error) {
		got, err := svc.ListRules(ctx, &eventbridge.ListRulesInput{EventBusName: bus, Limit: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return got, got.NextToken, nil
	})
}

func eventTargets(svc *eventbridge.Client, rule types.Rule) *collect.Tokens[eventbridge.ListTargetsByRuleOutput] {
	return collect.ByToken(func(ctx context.Context, token *string) (*eventbridge.ListTargetsByRuleOutput, *string, error) {
		in := &eventbridge.ListTargetsByRuleInput{Rule: rule.Name, EventBusName: rule.EventBusName, Limit: aws.Int32(100), NextToken: token}
		got, err := svc.ListTargetsByRule(ctx, in)
		if err != nil {
			return nil, nil, err
		}
		return got, got.NextToken, nil
	})
}

// events.buses: the default bus, custom ones and those of partners (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html).
// A bus that only its own account may write to has no policy.
var _ = collect.Register(collect.Collector{
	Key: "events.buses", Type: "AWS::Events::EventBus", Evidence: true,
	List: "events:ListEventBuses", Element: types.EventBus{},
	Details: []collect.Detail{{Operation: "events:ListTagsForResource", Output: eventbridge.ListTagsForResourceOutput{}}},
	JSON:    []string{"Policy"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eventbridge.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, eventBuses(svc)) {
			if err != nil {
				return err
			}
			for _, bus := range page.EventBuses {
				el := out.Add(aws.ToString(bus.Arn), aws.ToString(bus.Arn), bus)
				collect.Ask(el, svc.ListTagsForResource, &eventbridge.ListTagsForResourceInput{ResourceARN: bus.Arn})
			}
		}
		return nil
	},
})

// events.endpoints: global endpoints, which take events in one region and, should it fail, in another
// (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Endpoint.html).
var _ = collect.Register(collect.Collector{
	Key: "events.endpoints", Type: "AWS::Events::Endpoint",
	List: "events:ListEndpoints", Element: types.Endpoint{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eventbridge.NewFromConfig(t.Config)
		endpoints := collect.ByToken(func(ctx context.Context, token *string) (*eventbridge.ListEndpointsOutput, *string, error) {
			got, err := svc.ListEndpoints(ctx, &eventbridge.ListEndpointsInput{MaxResults: aws.Int32(100), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got, got.NextToken, nil
		})
		for page, err := range collect.Pages(ctx, endpoints) {
			if err != nil {
				return err
			}
			for _, endpoint := range page.Endpoints {
				out.Add(aws.ToString(endpoint.Arn), aws.ToString(endpoint.Arn), endpoint)
			}
		}
		return nil
	},
})

// events.rules: the rules of all buses, also those that AWS services keep for themselves (ManagedBy), with their targets
// (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html). Rules are listed bus by bus; asked without
// one, EventBridge shows the default bus alone. Rules of two buses may have the same name; their ARNs differ.
var _ = collect.Register(collect.Collector{
	Key: "events.rules", Type: "AWS::Events::Rule", Evidence: true,
	List: "events:ListRules", Also: []string{"events:ListEventBuses"}, Element: types.Rule{},
	Details: []collect.Detail{
		{Operation: "events:ListTargetsByRule", Output: eventbridge.ListTargetsByRuleOutput{}},
		{Operation: "events:ListTagsForResource", Output: eventbridge.ListTagsForResourceOutput{}},
	},
	JSON: []string{"EventPattern"},
	// what a target is given: constant input, headers with keys, statements with their values
	Secret: []string{
		"ListTargetsByRule.Targets.Input", "ListTargetsByRule.Targets.InputTransformer.InputTemplate",
		"ListTargetsByRule.Targets.HttpParameters.HeaderParameters.*", "ListTargetsByRule.Targets.HttpParameters.PathParameterValues",
		"ListTargetsByRule.Targets.HttpParameters.QueryStringParameters.*", "ListTargetsByRule.Targets.AppSyncParameters.GraphQLOperation",
		"ListTargetsByRule.Targets.RedshiftDataParameters.Sql", "ListTargetsByRule.Targets.RedshiftDataParameters.Sqls",
		"ListTargetsByRule.Targets.SageMakerPipelineParameters.PipelineParameterList.Value",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eventbridge.NewFromConfig(t.Config)
		var unread []error // a bus whose rules may not be listed hides none of the other buses' rules
		for page, err := range collect.Pages(ctx, eventBuses(svc)) {
			if err != nil {
				return errors.Join(append(unread, err)...)
			}
			for _, bus := range page.EventBuses {
				for page, err := range collect.Pages(ctx, eventRules(svc, bus.Name)) {
					var gone *types.ResourceNotFoundException
					switch {
					case errors.As(err, &gone): // the bus was deleted a moment ago, and its rules with it
						continue
					case err != nil:
						unread = append(unread, err)
						continue
					}
					for _, rule := range page.Rules {
						arn := aws.ToString(rule.Arn)
						el := out.Add(arn, arn, rule)
						collect.AskPages(el, eventTargets(svc, rule))
						collect.Ask(el, svc.ListTagsForResource, &eventbridge.ListTagsForResourceInput{ResourceARN: rule.Arn})
					}
				}
			}
		}
		return errors.Join(unread...)
	},
})

// events.api_destinations: HTTP endpoints that rules send to (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ApiDestination.html).
// Nothing arrives unless the state of the connection behind ConnectionArn is AUTHORIZED, whatever the destination's own state says.
// A chat tool's webhook carries its token in the path, so of an endpoint only the host is kept.
var _ = collect.Register(collect.Collector{
	Key: "events.api_destinations", Type: "AWS::Events::ApiDestination", Evidence: true,
	List: "events:ListApiDestinations", Element: types.ApiDestination{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eventbridge.NewFromConfig(t.Config)
		destinations := collect.ByToken(func(ctx context.Context, token *string) (*eventbridge.ListApiDestinationsOutput, *string, error) {
			got, err := svc.ListApiDestinations(ctx, &eventbridge.ListApiDestinationsInput{Limit: aws.Int32(100), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got, got.NextToken, nil
		})
		for page, err := range collect.Pages(ctx, destinations) {
			if err != nil {
				return err
			}
			for _, destination := range page.ApiDestinations {
				if destination.InvocationEndpoint != nil {
					destination.InvocationEndpoint = aws.String(hostOnly(*destination.InvocationEndpoint))
				}
				out.Add(aws.ToString(destination.ApiDestinationArn), aws.ToString(destination.ApiDestinationArn), destination)
			}
		}
		return nil
	},
})

// hostOnly is a URL whose path, query and user are cut.
func hostOnly(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return collect.Cut(address)
	}
	origin := u.Scheme + "://" + u.Host
	if _, rest, ok := strings.Cut(address, u.Host); ok && strings.Trim(rest, "/") != "" {
		return origin + "/" + collect.Cut(rest)
	}
	return origin
}

// events.connections: how API destinations authenticate; the listing has the state, and none of the secrets.
var _ = collect.Register(collect.Collector{
	Key: "events.connections", Type: "AWS::Events::Connection", Evidence: true,
	List: "events:ListConnections", Element: types.Connection{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eventbridge.NewFromConfig(t.Config)
		connections := collect.ByToken(func(ctx context.Context, token *string) (*eventbridge.ListConnectionsOutput, *string, error) {
			got, err := svc.ListConnections(ctx, &eventbridge.ListConnectionsInput{Limit: aws.Int32(100), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got, got.NextToken, nil
		})
		for page, err := range collect.Pages(ctx, connections) {
			if err != nil {
				return err
			}
			for _, connection := range page.Connections {
				out.Add(aws.ToString(connection.ConnectionArn), aws.ToString(connection.ConnectionArn), connection)
			}
		}
		return nil
	},
})
