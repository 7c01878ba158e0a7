package collectors

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"

	"kijun/scanner/collect"
)

// gatewayArn is the ARN of something of API Gateway, which has no account in it.
func gatewayArn(t *collect.Target, path string) string {
	return "arn:" + t.Partition + ":apigateway:" + t.Region + "::" + path
}

// apigateway.rest_apis: REST APIs (https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html). The listing has their tags.
var _ = collect.Register(collect.Collector{
	Key: "apigateway.rest_apis", Type: "AWS::ApiGateway::RestApi",
	List: "apigateway:GetRestApis", Element: types.RestApi{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := apigateway.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, apigateway.NewGetRestApisPaginator(svc, &apigateway.GetRestApisInput{Limit: aws.Int32(500)})) {
			if err != nil {
				return err
			}
			for _, api := range page.Items {
				arn := gatewayArn(t, "/restapis/"+aws.ToString(api.Id))
				out.Add(arn, arn, api)
			}
		}
		return nil
	},
})

// restStage is a stage with the API that it belongs to.
type restStage struct {
	RestApiId, RestApiName string
	types.Stage
}

// apigateway.stages: the stages of all REST APIs (https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html). MethodSettings has
// "*/*" for all methods, and others that go before it. Stage variables are handed to back ends, and may be passwords.
var _ = collect.Register(collect.Collector{
	Key: "apigateway.stages", Type: "AWS::ApiGateway::Stage",
	List: "apigateway:GetStages", Also: []string{"apigateway:GetRestApis"}, Element: restStage{},
	Secret: []string{"Variables.*", "CanarySettings.StageVariableOverrides.*"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := apigateway.NewFromConfig(t.Config)
		var unread []error // an API whose stages may not be read hides none of the others'
		for page, err := range collect.Pages(ctx, apigateway.NewGetRestApisPaginator(svc, &apigateway.GetRestApisInput{Limit: aws.Int32(500)})) {
			if err != nil {
				return errors.Join(append(unread, err)...)
			}
			for _, api := range page.Items {
				got, err := svc.GetStages(ctx, &apigateway.GetStagesInput{RestApiId: api.Id})
				var gone *types.NotFoundException
				switch {
				case errors.As(err, &gone): // the API was deleted a moment ago
					continue
				case err != nil:
					unread = append(unread, err)
					continue
				}
				for _, stage := range got.Item {
					arn := gatewayArn(t, "/restapis/"+aws.ToString(api.Id)+"/stages/"+aws.ToString(stage.StageName))
					out.Add(arn, arn, restStage{aws.ToString(api.Id), aws.ToString(api.Name), stage})
				}
			}
		}
		return errors.Join(unread...)
	},
})

// apigateway.account: one element a region, with the role that writes the execution logs of all its REST APIs
// (https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html).
var _ = collect.Register(collect.Collector{
	Key: "apigateway.account", Type: "AWS::ApiGateway::Account",
	List: "apigateway:GetAccount", Element: apigateway.GetAccountOutput{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := apigateway.NewFromConfig(t.Config).GetAccount(ctx, &apigateway.GetAccountInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got)
		return nil
	},
})

// apigateway.domain_names: custom domain names, public ones and those of the account's private APIs
// (https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html). Two private ones may have the same name; their ids differ.
var _ = collect.Register(collect.Collector{
	Key: "apigateway.domain_names", Type: "AWS::ApiGateway::DomainName",
	List: "apigateway:GetDomainNames", Element: types.DomainName{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := apigateway.NewFromConfig(t.Config)
		in := &apigateway.GetDomainNamesInput{Limit: aws.Int32(500), ResourceOwner: types.ResourceOwnerSelf}
		for page, err := range collect.Pages(ctx, apigateway.NewGetDomainNamesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, domain := range page.Items {
				path := "/domainnames/" + aws.ToString(domain.DomainName)
				if id := aws.ToString(domain.DomainNameId); id != "" {
					path += "+" + id
				}
				out.Add(gatewayArn(t, path), gatewayArn(t, path), domain)
			}
		}
		return nil
	},
})
