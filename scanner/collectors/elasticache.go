package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/aws-sdk-go-v2/service/elasticache/types"

	"kijun/scanner/collect"
)

// cacheClusters calls each for every cache cluster of the region. Without nodes: their endpoints are not asked for.
func cacheClusters(ctx context.Context, svc *elasticache.Client, each func(types.CacheCluster)) error {
	for page, err := range collect.Pages(ctx, elasticache.NewDescribeCacheClustersPaginator(svc, &elasticache.DescribeCacheClustersInput{MaxRecords: aws.Int32(100)})) {
		if err != nil {
			return err
		}
		for _, cluster := range page.CacheClusters {
			each(cluster)
		}
	}
	return nil
}

func replicationGroups(ctx context.Context, svc *elasticache.Client, each func(types.ReplicationGroup)) error {
	for page, err := range collect.Pages(ctx, elasticache.NewDescribeReplicationGroupsPaginator(svc, &elasticache.DescribeReplicationGroupsInput{MaxRecords: aws.Int32(100)})) {
		if err != nil {
			return err
		}
		for _, group := range page.ReplicationGroups {
			each(group)
		}
	}
	return nil
}

// elasticache.clusters: cache clusters (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html). Each node
// of a replication group is a cluster of its own, with the group's name in ReplicationGroupId.
var _ = collect.Register(collect.Collector{
	Key: "elasticache.clusters", Type: "AWS::ElastiCache::CacheCluster",
	List: "elasticache:DescribeCacheClusters", Element: types.CacheCluster{},
	Details: []collect.Detail{{Operation: "elasticache:ListTagsForResource", Output: elasticache.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elasticache.NewFromConfig(t.Config)
		return cacheClusters(ctx, svc, func(cluster types.CacheCluster) {
			el := out.Add(aws.ToString(cluster.ARN), aws.ToString(cluster.ARN), cluster)
			collect.Ask(el, svc.ListTagsForResource, &elasticache.ListTagsForResourceInput{ResourceName: cluster.ARN})
		})
	},
})

// elasticache.replication_groups: clusters of Redis OSS and Valkey with replicas or shards
// (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html).
var _ = collect.Register(collect.Collector{
	Key: "elasticache.replication_groups", Type: "AWS::ElastiCache::ReplicationGroup",
	List: "elasticache:DescribeReplicationGroups", Element: types.ReplicationGroup{},
	Details: []collect.Detail{{Operation: "elasticache:ListTagsForResource", Output: elasticache.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elasticache.NewFromConfig(t.Config)
		return replicationGroups(ctx, svc, func(group types.ReplicationGroup) {
			el := out.Add(aws.ToString(group.ARN), aws.ToString(group.ARN), group)
			collect.Ask(el, svc.ListTagsForResource, &elasticache.ListTagsForResourceInput{ResourceName: group.ARN})
		})
	},
})

// cache is what ElastiCache backs up as one: a replication group, or a cluster that belongs to none.
type cache struct {
	CacheCluster     *types.CacheCluster
	ReplicationGroup *types.ReplicationGroup
}

// elasticache.caches: replication groups, and the clusters that belong to none. Backups are the whole group's: its clusters show the
// group's retention only where they are the one that is backed up
// (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html). The type is the one of what the element holds.
var _ = collect.Register(collect.Collector{
	Key: "elasticache.caches", Type: "AWS::ElastiCache::ReplicationGroup",
	List: "elasticache:DescribeReplicationGroups", Also: []string{"elasticache:DescribeCacheClusters"}, Element: cache{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elasticache.NewFromConfig(t.Config)
		if err := replicationGroups(ctx, svc, func(group types.ReplicationGroup) {
			out.Add(aws.ToString(group.ARN), aws.ToString(group.ARN), cache{ReplicationGroup: &group})
		}); err != nil {
			return err
		}
		return cacheClusters(ctx, svc, func(cluster types.CacheCluster) {
			if aws.ToString(cluster.ReplicationGroupId) == "" {
				out.Add(aws.ToString(cluster.ARN), aws.ToString(cluster.ARN), cache{CacheCluster: &cluster}).Set("type", "AWS::ElastiCache::CacheCluster")
			}
		})
	},
})
