package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	dms "github.com/aws/aws-sdk-go-v2/service/databasemigrationservice"
	"github.com/aws/aws-sdk-go-v2/service/databasemigrationservice/types"

	"kijun/scanner/collect"
)

// dms.replication_instances: the instances on which Database Migration Service runs its tasks.
var _ = collect.Register(collect.Collector{
	Key: "dms.replication_instances", Type: "AWS::DMS::ReplicationInstance",
	List: "dms:DescribeReplicationInstances", Element: types.ReplicationInstance{},
	Details: []collect.Detail{{Operation: "dms:ListTagsForResource", Output: dms.ListTagsForResourceOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := dms.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, dms.NewDescribeReplicationInstancesPaginator(svc, &dms.DescribeReplicationInstancesInput{MaxRecords: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, instance := range page.ReplicationInstances {
				el := out.Add(aws.ToString(instance.ReplicationInstanceArn), aws.ToString(instance.ReplicationInstanceArn), instance)
				collect.Ask(el, svc.ListTagsForResource, &dms.ListTagsForResourceInput{ResourceArn: instance.ReplicationInstanceArn})
			}
		}
		return nil
	},
})
