package collectors

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"kijun/scanner/collect"
)

// Neptune and DocumentDB are managed by the API of RDS, which lists their instances, clusters and snapshots among its own: Engine tells
// them apart (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html).

// rds.instances: DB instances, also those of clusters, with their subnet group.
var _ = collect.Register(collect.Collector{
	Key: "rds.instances", Type: "AWS::RDS::DBInstance",
	List: "rds:DescribeDBInstances", Element: types.DBInstance{},
	Secret: []string{"PendingModifiedValues.MasterUserPassword"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := rds.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, rds.NewDescribeDBInstancesPaginator(svc, &rds.DescribeDBInstancesInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, instance := range page.DBInstances {
				arn := aws.ToString(instance.DBInstanceArn)
				out.Add(arn, arn, instance)
			}
		}
		return nil
	},
})

// rds.clusters: Aurora clusters, Multi-AZ DB clusters, and those of Neptune and DocumentDB.
var _ = collect.Register(collect.Collector{
	Key: "rds.clusters", Type: "AWS::RDS::DBCluster",
	List: "rds:DescribeDBClusters", Element: types.DBCluster{},
	Secret: []string{"PendingModifiedValues.MasterUserPassword"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := rds.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, rds.NewDescribeDBClustersPaginator(svc, &rds.DescribeDBClustersInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, cluster := range page.DBClusters {
				arn := aws.ToString(cluster.DBClusterArn)
				out.Add(arn, arn, cluster)
			}
		}
		return nil
	},
})

// rds.snapshots: the account's own snapshots of DB instances and of clusters, with the accounts that may restore them; "all" is everybody
// (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html). They are one collection, since one
// control judges both: the element's type tells them apart. Snapshots that others share with the account are not listed unless asked for.
// An automated snapshot cannot be shared, so nobody asks with whom it is.
var _ = collect.Register(collect.Collector{
	Key: "rds.snapshots", Type: "AWS::RDS::DBSnapshot",
	List: "rds:DescribeDBSnapshots", Also: []string{"rds:DescribeDBClusterSnapshots"},
	Element: struct {
		types.DBSnapshot
		types.DBClusterSnapshot
	}{},
	Details: []collect.Detail{
		{Operation: "rds:DescribeDBSnapshotAttributes", Output: rds.DescribeDBSnapshotAttributesOutput{}},
		{Operation: "rds:DescribeDBClusterSnapshotAttributes", Output: rds.DescribeDBClusterSnapshotAttributesOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := rds.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, rds.NewDescribeDBSnapshotsPaginator(svc, &rds.DescribeDBSnapshotsInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, snapshot := range page.DBSnapshots {
				arn := aws.ToString(snapshot.DBSnapshotArn)
				el := out.Add(arn, arn, snapshot)
				if aws.ToString(snapshot.SnapshotType) != automated {
					collect.Ask(el, svc.DescribeDBSnapshotAttributes, &rds.DescribeDBSnapshotAttributesInput{DBSnapshotIdentifier: snapshot.DBSnapshotIdentifier})
				}
			}
		}
		for page, err := range collect.Pages(ctx, rds.NewDescribeDBClusterSnapshotsPaginator(svc, &rds.DescribeDBClusterSnapshotsInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, snapshot := range page.DBClusterSnapshots {
				arn := aws.ToString(snapshot.DBClusterSnapshotArn)
				el := out.Add(arn, arn, snapshot).Set("type", "AWS::RDS::DBClusterSnapshot")
				if aws.ToString(snapshot.SnapshotType) != automated {
					collect.Ask(el, svc.DescribeDBClusterSnapshotAttributes, &rds.DescribeDBClusterSnapshotAttributesInput{DBClusterSnapshotIdentifier: snapshot.DBClusterSnapshotIdentifier})
				}
			}
		}
		return nil
	},
})

const automated = "automated"

// rds.global_clusters: Aurora global databases. Each Region with a member lists them; the one that writes counts as their home. Their ARNs
// have no Region (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_GlobalCluster.html).
var _ = collect.Register(collect.Collector{
	Key: "rds.global_clusters", Type: "AWS::RDS::GlobalCluster", Scope: collect.Shared,
	List: "rds:DescribeGlobalClusters", Element: types.GlobalCluster{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := rds.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, rds.NewDescribeGlobalClustersPaginator(svc, &rds.DescribeGlobalClustersInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, cluster := range page.GlobalClusters {
				arn, home := aws.ToString(cluster.GlobalClusterArn), t.Region
				for _, member := range cluster.GlobalClusterMembers {
					if aws.ToBool(member.IsWriter) {
						home = regionOf(aws.ToString(member.DBClusterArn), home)
					}
				}
				out.Add(arn, arn, cluster).Region(home)
			}
		}
		return nil
	},
})

// rds.event_subscriptions: which events of RDS go to which topic. One without EventCategoriesList sends all categories of its SourceType,
// and one without SourceIdsList those of all sources (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_EventSubscription.html).
var _ = collect.Register(collect.Collector{
	Key: "rds.event_subscriptions", Type: "AWS::RDS::EventSubscription",
	List: "rds:DescribeEventSubscriptions", Element: types.EventSubscription{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := rds.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, rds.NewDescribeEventSubscriptionsPaginator(svc, &rds.DescribeEventSubscriptionsInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, subscription := range page.EventSubscriptionsList {
				arn := cmp.Or(aws.ToString(subscription.EventSubscriptionArn), t.Arn("rds", t.Region, "es:"+aws.ToString(subscription.CustSubscriptionId)))
				out.Add(arn, arn, subscription)
			}
		}
		return nil
	},
})
