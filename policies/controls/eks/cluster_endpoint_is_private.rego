# METADATA
# title: EKS cluster endpoints should not be publicly accessible
# description: >-
#   The API server of a new cluster answers the whole internet. As in AWS's rule it has to be closed; a list of addresses that may
#   reach it is not enough. Clusters elsewhere that EKS only connects to are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/eks-endpoint-no-public-access.html
# custom:
#   id: EKS.1
#   title_ja: EKSクラスターエンドポイントはパブリックにアクセスできないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: eks.clusters
#   resource: AWS::EKS::Cluster
#   standards: {fsbp: [EKS.1], nist-800-53-r5: [EKS.1], pci-dss-4.0.1: [EKS.1], control-tower: [EKS.1]}
#   reasons:
#     private: {en: "the API server has no public endpoint", ja: "APIサーバーにパブリックエンドポイントはありません"}
#     public: {en: "the API server has a public endpoint", ja: "APIサーバーにパブリックエンドポイントがあります"}
#   remediation:
#     en: "Turn the private endpoint on and the public one off, after everyone who uses kubectl or deploys has a way into the VPC."
#     ja: "kubectlやデプロイの利用者がVPC内へ接続できることを確認し、プライベートエンドポイントを有効に、パブリックエンドポイントを無効にします。"
package controls.eks.cluster_endpoint_is_private

import data.lib.result
import data.lib.steps

subjects contains id if some id in _judged

findings contains result.pass(cluster, "private", {}, _reads) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	cluster.id in _private
}

findings contains result.fail(cluster, "public", {}, _reads) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	not cluster.id in _private
}

_reads := ["DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPublicAccess"]

_judged contains cluster.id if {
	some cluster in input.eks.clusters
	not cluster.id in _connected
}

_connected contains cluster.id if {
	some cluster in input.eks.clusters
	cluster.DescribeCluster.Cluster.ConnectorConfig
}

_private contains cluster.id if {
	some cluster in input.eks.clusters
	cluster.DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPublicAccess == false
}

plan contains steps.step(
	cluster,
	[steps.call("eks", "UpdateClusterConfig", {"name": cluster.Name, "resourcesVpcConfig": {"endpointPublicAccess": false, "endpointPrivateAccess": true}})],
	[steps.call("eks", "UpdateClusterConfig", {"name": cluster.Name, "resourcesVpcConfig": {
		"endpointPublicAccess": true,
		"endpointPrivateAccess": cluster.DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPrivateAccess,
	}})],
	[
		steps.changed("eks.clusters", cluster.id, "DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPublicAccess", false),
		steps.changed("eks.clusters", cluster.id, "DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPrivateAccess", true),
	],
) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	cluster.DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPublicAccess == true
}
