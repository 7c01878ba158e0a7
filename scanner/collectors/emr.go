package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/emr"
	"github.com/aws/aws-sdk-go-v2/service/emr/types"

	"kijun/scanner/collect"
)

// emr.clusters: clusters that are not gone (EMR lists those that ended for two months), and the instances that are their primary nodes.
// EMR takes either a kind of instance group or a kind of instance fleet, so ListInstances has to know which of them a cluster is made
// of (https://docs.aws.amazon.com/emr/latest/APIReference/API_ListInstances.html). The settings of the applications hold passwords.
var _ = collect.Register(collect.Collector{
	Key: "emr.clusters", Type: "AWS::EMR::Cluster",
	List: "emr:ListClusters", Also: []string{"emr:DescribeCluster"}, Element: types.ClusterSummary{},
	Details: []collect.Detail{
		{Operation: "emr:DescribeCluster", Output: emr.DescribeClusterOutput{}},
		{Operation: "emr:ListInstances", Output: emr.ListInstancesOutput{}, Asking: []string{"emr:DescribeCluster"}},
	},
	Secret: []string{
		"DescribeCluster.Cluster.Configurations.Properties.*", "DescribeCluster.Cluster.KerberosAttributes.ADDomainJoinPassword",
		"DescribeCluster.Cluster.KerberosAttributes.CrossRealmTrustPrincipalPassword", "DescribeCluster.Cluster.KerberosAttributes.KdcAdminPassword",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := emr.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, emr.NewListClustersPaginator(svc, &emr.ListClustersInput{ClusterStates: []types.ClusterState{
			types.ClusterStateStarting, types.ClusterStateBootstrapping, types.ClusterStateRunning, types.ClusterStateWaiting, types.ClusterStateTerminating,
		}})) {
			if err != nil {
				return err
			}
			for _, cluster := range page.Clusters {
				el := out.Add(aws.ToString(cluster.ClusterArn), aws.ToString(cluster.ClusterArn), cluster)
				el.Do("emr:DescribeCluster", func(ctx context.Context) (any, error) {
					got, err := svc.DescribeCluster(ctx, &emr.DescribeClusterInput{ClusterId: cluster.Id})
					if err == nil && got.Cluster != nil {
						withoutInnerSettings(got.Cluster.Configurations)
					}
					return got, err
				})
				el.Do("emr:ListInstances", func(ctx context.Context) (any, error) {
					got, err := svc.DescribeCluster(ctx, &emr.DescribeClusterInput{ClusterId: cluster.Id})
					if err != nil {
						return nil, err
					}
					in := &emr.ListInstancesInput{ClusterId: cluster.Id, InstanceStates: []types.InstanceState{
						types.InstanceStateAwaitingFulfillment, types.InstanceStateProvisioning, types.InstanceStateBootstrapping, types.InstanceStateRunning,
					}}
					if got.Cluster != nil && got.Cluster.InstanceCollectionType == types.InstanceCollectionTypeInstanceFleet {
						in.InstanceFleetType = types.InstanceFleetTypeMaster
					} else {
						in.InstanceGroupTypes = []types.InstanceGroupType{types.InstanceGroupTypeMaster}
					}
					return collect.Merge(ctx, emr.NewListInstancesPaginator(svc, in))
				})
			}
		}
		return nil
	},
})

// withoutInnerSettings drops the classifications inside classifications (hadoop-env has export in it): their depth has no bound.
func withoutInnerSettings(settings []types.Configuration) {
	for i := range settings {
		settings[i].Configurations = nil
	}
}

// emr.block_public_access: one element a region (https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html).
var _ = collect.Register(collect.Collector{
	Key: "emr.block_public_access", Type: "AWS::::Account",
	List: "emr:GetBlockPublicAccessConfiguration", Element: emr.GetBlockPublicAccessConfigurationOutput{},
	Secret: []string{"BlockPublicAccessConfiguration.Properties.*"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := emr.NewFromConfig(t.Config).GetBlockPublicAccessConfiguration(ctx, &emr.GetBlockPublicAccessConfigurationInput{})
		if err != nil {
			return err
		}
		if got.BlockPublicAccessConfiguration != nil {
			got.BlockPublicAccessConfiguration.Configurations = nil
		}
		out.Add(t.Region, "", got)
		return nil
	},
})
