package collectors

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eks"
	"github.com/aws/aws-sdk-go-v2/service/eks/types"

	"kijun/scanner/collect"
)

// eksCluster is what the listing says of a cluster: its name.
type eksCluster struct{ Name string }

// eks.clusters: clusters with what DescribeCluster says of them (https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html).
var _ = collect.Register(collect.Collector{
	Key: "eks.clusters", Type: "AWS::EKS::Cluster",
	List: "eks:ListClusters", Element: eksCluster{},
	Details: []collect.Detail{{Operation: "eks:DescribeCluster", Output: eks.DescribeClusterOutput{}}},
	Secret:  []string{"DescribeCluster.Cluster.ConnectorConfig.ActivationCode"}, // lets an agent join as this cluster
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eks.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, eks.NewListClustersPaginator(svc, &eks.ListClustersInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, name := range page.Clusters {
				arn := t.Arn("eks", t.Region, "cluster/"+name)
				el := out.Add(arn, arn, eksCluster{name})
				collect.Ask(el, svc.DescribeCluster, &eks.DescribeClusterInput{Name: aws.String(name)})
			}
		}
		return nil
	},
})

// eksNodegroup is what the listings say of a node group: its name and its cluster's.
type eksNodegroup struct{ ClusterName, NodegroupName string }

// eks.nodegroups: managed node groups of all clusters (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html). Their ARNs end in
// an id that only DescribeNodegroup tells, so an element's id has the names alone.
var _ = collect.Register(collect.Collector{
	Key: "eks.nodegroups", Type: "AWS::EKS::Nodegroup",
	List: "eks:ListNodegroups", Also: []string{"eks:ListClusters"}, Element: eksNodegroup{},
	Details: []collect.Detail{{Operation: "eks:DescribeNodegroup", Output: eks.DescribeNodegroupOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := eks.NewFromConfig(t.Config)
		var unread []error // a cluster whose node groups may not be listed hides none of the others'
		for clusters, err := range collect.Pages(ctx, eks.NewListClustersPaginator(svc, &eks.ListClustersInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return errors.Join(append(unread, err)...)
			}
			for _, cluster := range clusters.Clusters {
				in := &eks.ListNodegroupsInput{ClusterName: aws.String(cluster), MaxResults: aws.Int32(100)}
				for page, err := range collect.Pages(ctx, eks.NewListNodegroupsPaginator(svc, in)) {
					var gone *types.ResourceNotFoundException
					switch {
					case errors.As(err, &gone): // the cluster was deleted a moment ago, and its node groups before it
						continue
					case err != nil:
						unread = append(unread, err)
						continue
					}
					for _, name := range page.Nodegroups {
						id := t.Arn("eks", t.Region, "nodegroup/"+cluster+"/"+name)
						el := out.Add(id, id, eksNodegroup{cluster, name})
						el.Do("eks:DescribeNodegroup", func(ctx context.Context) (any, error) {
							got, err := svc.DescribeNodegroup(ctx, &eks.DescribeNodegroupInput{ClusterName: aws.String(cluster), NodegroupName: aws.String(name)})
							if err == nil && got.Nodegroup != nil {
								el.Set("arn", aws.ToString(got.Nodegroup.NodegroupArn))
							}
							return got, err
						})
					}
				}
			}
		}
		return errors.Join(unread...)
	},
})
