package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"kijun/scanner/collect"
)

// dynamodbTable is what the listing says of a table.
type dynamodbTable struct{ TableName string }

// dynamodb.tables: tables with their description and backups. The listing has only names. A table in the standing mode, provisioned
// capacity, has no BillingModeSummary if it never was in another, and one under the key that AWS owns has no SSEDescription
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html).
var _ = collect.Register(collect.Collector{
	Key: "dynamodb.tables", Type: "AWS::DynamoDB::Table",
	List: "dynamodb:ListTables", Element: dynamodbTable{},
	Details: []collect.Detail{
		{Operation: "dynamodb:DescribeTable", Output: dynamodb.DescribeTableOutput{}},
		{Operation: "dynamodb:DescribeContinuousBackups", Output: dynamodb.DescribeContinuousBackupsOutput{}},
		{Operation: "dynamodb:ListTagsOfResource", Output: dynamodb.ListTagsOfResourceOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := dynamodb.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, dynamodb.NewListTablesPaginator(svc, &dynamodb.ListTablesInput{Limit: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, name := range page.TableNames {
				arn := t.Arn("dynamodb", t.Region, "table/"+name)
				el := out.Add(arn, arn, dynamodbTable{name})
				collect.Ask(el, svc.DescribeTable, &dynamodb.DescribeTableInput{TableName: aws.String(name)})
				collect.Ask(el, svc.DescribeContinuousBackups, &dynamodb.DescribeContinuousBackupsInput{TableName: aws.String(name)})
				el.Do("dynamodb:ListTagsOfResource", func(ctx context.Context) (any, error) {
					return collect.Merge(ctx, collect.ByToken(func(ctx context.Context, token *string) (*dynamodb.ListTagsOfResourceOutput, *string, error) {
						got, err := svc.ListTagsOfResource(ctx, &dynamodb.ListTagsOfResourceInput{ResourceArn: aws.String(arn), NextToken: token})
						if err != nil {
							return nil, nil, err
						}
						return got, got.NextToken, nil
					}))
				})
			}
		}
		return nil
	},
})
