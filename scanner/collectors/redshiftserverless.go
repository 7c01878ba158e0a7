package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/redshiftserverless"
	"github.com/aws/aws-sdk-go-v2/service/redshiftserverless/types"

	"kijun/scanner/collect"
)

// redshiftserverless.workgroups: the computing side of Redshift Serverless, with its network
// (https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html).
var _ = collect.Register(collect.Collector{
	Key: "redshiftserverless.workgroups", Type: "AWS::RedshiftServerless::Workgroup",
	List: "redshift-serverless:ListWorkgroups", Element: types.Workgroup{},
	Details: []collect.Detail{{Operation: "redshift-serverless:ListTagsForResource", Output: redshiftserverless.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := redshiftserverless.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, redshiftserverless.NewListWorkgroupsPaginator(svc, &redshiftserverless.ListWorkgroupsInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, workgroup := range page.Workgroups {
				el := out.Add(aws.ToString(workgroup.WorkgroupArn), aws.ToString(workgroup.WorkgroupArn), workgroup)
				collect.Ask(el, svc.ListTagsForResource, &redshiftserverless.ListTagsForResourceInput{ResourceArn: workgroup.WorkgroupArn})
			}
		}
		return nil
	},
})

// redshiftserverless.namespaces: the storing side: databases, users, keys and logs
// (https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html).
var _ = collect.Register(collect.Collector{
	Key: "redshiftserverless.namespaces", Type: "AWS::RedshiftServerless::Namespace",
	List: "redshift-serverless:ListNamespaces", Element: types.Namespace{},
	Details: []collect.Detail{{Operation: "redshift-serverless:ListTagsForResource", Output: redshiftserverless.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := redshiftserverless.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, redshiftserverless.NewListNamespacesPaginator(svc, &redshiftserverless.ListNamespacesInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, namespace := range page.Namespaces {
				el := out.Add(aws.ToString(namespace.NamespaceArn), aws.ToString(namespace.NamespaceArn), namespace)
				collect.Ask(el, svc.ListTagsForResource, &redshiftserverless.ListTagsForResourceInput{ResourceArn: namespace.NamespaceArn})
			}
		}
		return nil
	},
})
