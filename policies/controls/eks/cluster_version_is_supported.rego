# METADATA
# title: EKS clusters should run on a supported Kubernetes version
# description: >-
#   A version out of standard support gets fixes only at extra cost, and none in the end. When support ends says kijun's dated table
#   of versions; a version newer than the table counts as supported.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/eks-cluster-supported-version.html
# custom:
#   id: EKS.2
#   title_ja: EKSクラスターはサポートされているKubernetesバージョンで実行する必要があります
#   severity: HIGH
#   subject: resource
#   collection: eks.clusters
#   resource: AWS::EKS::Cluster
#   standards: {fsbp: [EKS.2], nist-800-53-r5: [EKS.2], pci-dss-4.0.1: [EKS.2], control-tower: [EKS.2]}
#   reasons:
#     supported: {en: "Kubernetes {version} is in standard support", ja: "Kubernetes {version} は標準サポート期間内です"}
#     ended: {en: "standard support of Kubernetes {version} has ended", ja: "Kubernetes {version} の標準サポートは終了しています"}
#   remediation:
#     en: "Upgrade the cluster one minor version after the other, and its node groups and add-ons with it. A cluster cannot go back, so look at EKS's upgrade insights first."
#     ja: "クラスターをマイナーバージョンごとに順にアップグレードし、ノードグループとアドオンも更新します。元に戻せないため、先にEKSのアップグレードインサイトを確認します。"
#   manual: application
package controls.eks.cluster_version_is_supported

import data.lib.kubernetes
import data.lib.result

subjects contains id if some id in _judged

findings contains result.pass(cluster, "supported", {"version": cluster.DescribeCluster.Cluster.Version}, _reads) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	cluster.id in _supported
}

findings contains result.fail(cluster, "ended", {"version": _told(cluster)}, _reads) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	not cluster.id in _supported
}

_reads := ["DescribeCluster.Cluster.Version"]

_judged contains cluster.id if {
	some cluster in input.eks.clusters
	not cluster.id in _connected
}

_connected contains cluster.id if {
	some cluster in input.eks.clusters
	cluster.DescribeCluster.Cluster.ConnectorConfig
}

_supported contains cluster.id if {
	some cluster in input.eks.clusters
	kubernetes.supported(cluster.DescribeCluster.Cluster.Version)
}

_told(cluster) := cluster.DescribeCluster.Cluster.Version

_told(cluster) := "?" if not cluster.DescribeCluster.Cluster.Version
