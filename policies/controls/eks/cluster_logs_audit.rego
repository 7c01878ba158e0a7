# METADATA
# title: EKS clusters should have audit logging enabled
# description: >-
#   The audit log tells who did what in the cluster. It comes to CloudWatch Logs only when the control plane is told so. Clusters
#   elsewhere that EKS only connects to are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-8
#   - https://docs.aws.amazon.com/config/latest/developerguide/eks-cluster-log-enabled.html
# custom:
#   id: EKS.8
#   title_ja: EKSクラスターでは監査ログを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: eks.clusters
#   resource: AWS::EKS::Cluster
#   standards: {fsbp: [EKS.8], nist-800-53-r5: [EKS.8], pci-dss-4.0.1: [EKS.8]}
#   reasons:
#     on: {en: "the audit log is on", ja: "監査ログが有効です"}
#     off: {en: "the audit log is off", ja: "監査ログが無効です"}
#   remediation:
#     en: "Turn on the control plane's audit log."
#     ja: "コントロールプレーンの監査ログを有効にします。"
package controls.eks.cluster_logs_audit

import data.lib.result
import data.lib.steps

subjects contains id if some id in _judged

findings contains result.pass(cluster, "on", {}, _reads) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	cluster.id in _audited
}

findings contains result.fail(cluster, "off", {}, _reads) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	not cluster.id in _audited
}

_reads := ["DescribeCluster.Cluster.Logging.ClusterLogging"]

_judged contains cluster.id if {
	some cluster in input.eks.clusters
	not cluster.id in _connected
}

_connected contains cluster.id if {
	some cluster in input.eks.clusters
	cluster.DescribeCluster.Cluster.ConnectorConfig
}

_audited contains cluster.id if {
	some cluster in input.eks.clusters
	some setup in cluster.DescribeCluster.Cluster.Logging.ClusterLogging
	setup.Enabled == true
	"audit" in setup.Types
}

plan contains steps.step(
	cluster,
	[steps.call("eks", "UpdateClusterConfig", {"name": cluster.Name, "logging": {"clusterLogging": [{"types": ["audit"], "enabled": true}]}})],
	[steps.call("eks", "UpdateClusterConfig", {"name": cluster.Name, "logging": {"clusterLogging": [{"types": ["audit"], "enabled": false}]}})],
	[steps.changed("eks.clusters", cluster.id, "DescribeCluster.Cluster.Logging.ClusterLogging", [{"Types": ["audit"], "Enabled": true}])],
) if {
	some cluster in input.eks.clusters
	cluster.id in _judged
	not cluster.id in _audited
}
