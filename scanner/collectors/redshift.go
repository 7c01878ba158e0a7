package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/redshift"
	"github.com/aws/aws-sdk-go-v2/service/redshift/types"

	"kijun/scanner/collect"
)

// redshift.clusters: provisioned clusters with where their audit logs go
// (https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html). A cluster has no ARN in the listing; its name is unique in
// account and region. A new password that waits for the maintenance window is masked by AWS, and cut all the same.
var _ = collect.Register(collect.Collector{
	Key: "redshift.clusters", Type: "AWS::Redshift::Cluster",
	List: "redshift:DescribeClusters", Element: types.Cluster{},
	Details: []collect.Detail{{Operation: "redshift:DescribeLoggingStatus", Output: redshift.DescribeLoggingStatusOutput{}}},
	Secret:  []string{"PendingModifiedValues.MasterUserPassword"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := redshift.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, redshift.NewDescribeClustersPaginator(svc, &redshift.DescribeClustersInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, cluster := range page.Clusters {
				arn := t.Arn("redshift", t.Region, "cluster:"+aws.ToString(cluster.ClusterIdentifier))
				el := out.Add(arn, arn, cluster)
				collect.Ask(el, svc.DescribeLoggingStatus, &redshift.DescribeLoggingStatusInput{ClusterIdentifier: cluster.ClusterIdentifier})
			}
		}
		return nil
	},
})

// redshift.parameter_groups: parameter groups with the values of their parameters, which clusters name in ClusterParameterGroups.
var _ = collect.Register(collect.Collector{
	Key: "redshift.parameter_groups", Type: "AWS::Redshift::ClusterParameterGroup",
	List: "redshift:DescribeClusterParameterGroups", Element: types.ClusterParameterGroup{},
	Details: []collect.Detail{{Operation: "redshift:DescribeClusterParameters", Output: redshift.DescribeClusterParametersOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := redshift.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, redshift.NewDescribeClusterParameterGroupsPaginator(svc, &redshift.DescribeClusterParameterGroupsInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, group := range page.ParameterGroups {
				arn := t.Arn("redshift", t.Region, "parametergroup:"+aws.ToString(group.ParameterGroupName))
				el := out.Add(arn, arn, group)
				collect.AskPages(el, redshift.NewDescribeClusterParametersPaginator(svc, &redshift.DescribeClusterParametersInput{
					ParameterGroupName: group.ParameterGroupName, MaxRecords: aws.Int32(100),
				}))
			}
		}
		return nil
	},
})
