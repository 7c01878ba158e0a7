package collectors

import (
	"context"
	"errors"
	"iter"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"

	"kijun/scanner/collect"
)

// items is a page of a listing.
type items[Item any] struct{ Items []Item }

// listed pages through a listing of API Gateway V2, for which the SDK has no paginators.
func listed[Item any](ctx context.Context, ask func(token *string) ([]Item, *string, error)) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		pages := collect.ByToken(func(_ context.Context, token *string) (*items[Item], *string, error) {
			got, next, err := ask(token)
			if err != nil {
				return nil, nil, err
			}
			return &items[Item]{got}, next, nil
		})
		for page, err := range collect.Pages(ctx, pages) {
			if err != nil {
				var none Item
				yield(none, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// ofApis adds what ask lists of each HTTP and WebSocket API. An API that cannot be read hides none of the others.
func ofApis[Item any](ctx context.Context, svc *apigatewayv2.Client, ask func(api types.Api, token *string) ([]Item, *string, error), add func(api types.Api, item Item)) error {
	var unread []error
	apis := listed(ctx, func(token *string) ([]types.Api, *string, error) {
		got, err := svc.GetApis(ctx, &apigatewayv2.GetApisInput{MaxResults: aws.String("500"), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return got.Items, got.NextToken, nil
	})
	for api, err := range apis {
		if err != nil {
			return errors.Join(append(unread, err)...)
		}
		for item, err := range listed(ctx, func(token *string) ([]Item, *string, error) { return ask(api, token) }) {
			var gone *types.NotFoundException
			switch {
			case errors.As(err, &gone): // the API was deleted a moment ago
			case err != nil:
				unread = append(unread, err)
			default:
				add(api, item)
			}
		}
	}
	return errors.Join(unread...)
}

// apiStage, apiRoute and apiIntegration are what belongs to an API, with its id.
type (
	apiStage struct {
		ApiId string
		types.Stage
	}
	apiRoute struct {
		ApiId string
		types.Route
	}
	apiIntegration struct {
		ApiId string
		types.Integration
	}
)

// apigatewayv2.stages: the stages of HTTP and WebSocket APIs (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html).
// Stage variables are handed to back ends, and may be passwords.
var _ = collect.Register(collect.Collector{
	Key: "apigatewayv2.stages", Type: "AWS::ApiGatewayV2::Stage",
	List: "apigatewayv2:GetStages", Also: []string{"apigatewayv2:GetApis"}, Element: apiStage{},
	Secret: []string{"StageVariables.*"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := apigatewayv2.NewFromConfig(t.Config)
		return ofApis(ctx, svc, func(api types.Api, token *string) ([]types.Stage, *string, error) {
			got, err := svc.GetStages(ctx, &apigatewayv2.GetStagesInput{ApiId: api.ApiId, MaxResults: aws.String("500"), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got.Items, got.NextToken, nil
		}, func(api types.Api, stage types.Stage) {
			arn := gatewayArn(t, "/apis/"+aws.ToString(api.ApiId)+"/stages/"+aws.ToString(stage.StageName))
			out.Add(arn, arn, apiStage{aws.ToString(api.ApiId), stage})
		})
	},
})

// apigatewayv2.routes: the routes of HTTP and WebSocket APIs (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html).
var _ = collect.Register(collect.Collector{
	Key: "apigatewayv2.routes", Type: "AWS::ApiGatewayV2::Route",
	List: "apigatewayv2:GetRoutes", Also: []string{"apigatewayv2:GetApis"}, Element: apiRoute{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := apigatewayv2.NewFromConfig(t.Config)
		return ofApis(ctx, svc, func(api types.Api, token *string) ([]types.Route, *string, error) {
			got, err := svc.GetRoutes(ctx, &apigatewayv2.GetRoutesInput{ApiId: api.ApiId, MaxResults: aws.String("500"), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got.Items, got.NextToken, nil
		}, func(api types.Api, route types.Route) {
			arn := gatewayArn(t, "/apis/"+aws.ToString(api.ApiId)+"/routes/"+aws.ToString(route.RouteId))
			out.Add(arn, arn, apiRoute{aws.ToString(api.ApiId), route})
		})
	},
})

// apigatewayv2.integrations: the back ends of HTTP and WebSocket APIs
// (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html). What is added to requests on the way may be a key.
var _ = collect.Register(collect.Collector{
	Key: "apigatewayv2.integrations", Type: "AWS::ApiGatewayV2::Integration",
	List: "apigatewayv2:GetIntegrations", Also: []string{"apigatewayv2:GetApis"}, Element: apiIntegration{},
	Secret: []string{"IntegrationUri", "RequestParameters.*", "RequestTemplates.*", "ResponseParameters.*.*"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := apigatewayv2.NewFromConfig(t.Config)
		return ofApis(ctx, svc, func(api types.Api, token *string) ([]types.Integration, *string, error) {
			got, err := svc.GetIntegrations(ctx, &apigatewayv2.GetIntegrationsInput{ApiId: api.ApiId, MaxResults: aws.String("500"), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got.Items, got.NextToken, nil
		}, func(api types.Api, integration types.Integration) {
			arn := gatewayArn(t, "/apis/"+aws.ToString(api.ApiId)+"/integrations/"+aws.ToString(integration.IntegrationId))
			out.Add(arn, arn, apiIntegration{aws.ToString(api.ApiId), integration})
		})
	},
})
