package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kafka"
	"github.com/aws/aws-sdk-go-v2/service/kafka/types"

	"kijun/scanner/collect"
)

// kafka.clusters: MSK clusters, provisioned and serverless: one of the two fields of that name tells which
// (https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html).
var _ = collect.Register(collect.Collector{
	Key: "kafka.clusters", Type: "AWS::MSK::Cluster",
	List: "kafka:ListClustersV2", Element: types.Cluster{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := kafka.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, kafka.NewListClustersV2Paginator(svc, &kafka.ListClustersV2Input{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, cluster := range page.ClusterInfoList {
				out.Add(aws.ToString(cluster.ClusterArn), aws.ToString(cluster.ClusterArn), cluster)
			}
		}
		return nil
	},
})
