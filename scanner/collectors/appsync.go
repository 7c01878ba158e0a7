package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/appsync"
	"github.com/aws/aws-sdk-go-v2/service/appsync/types"

	"kijun/scanner/collect"
)

// appsync.graphql_apis: the account's own GraphQL APIs, standard and merged: each kind is asked for by name
// (https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListGraphqlApis.html).
var _ = collect.Register(collect.Collector{
	Key: "appsync.graphql_apis", Type: "AWS::AppSync::GraphQLApi",
	List: "appsync:ListGraphqlApis", Element: types.GraphqlApi{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := appsync.NewFromConfig(t.Config)
		for _, kind := range types.GraphQLApiType("").Values() {
			in := &appsync.ListGraphqlApisInput{ApiType: kind, Owner: types.OwnershipCurrentAccount, MaxResults: 25}
			for page, err := range collect.Pages(ctx, appsync.NewListGraphqlApisPaginator(svc, in)) {
				if err != nil {
					return err
				}
				for _, api := range page.GraphqlApis {
					out.Add(aws.ToString(api.Arn), aws.ToString(api.Arn), api)
				}
			}
		}
		return nil
	},
})
