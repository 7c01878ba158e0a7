# METADATA
# title: Redshift clusters should not be publicly accessible
# description: >-
#   A public cluster has an address that the whole internet can try; security groups are then all that is between. Only the setting
#   decides.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-cluster-public-access-check.html
# custom:
#   id: Redshift.1
#   title_ja: Redshiftクラスターへのパブリックアクセスを禁止する必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.1], nist-800-53-r5: [Redshift.1], pci-dss-3.2.1: [Redshift.1], pci-dss-4.0.1: [Redshift.1], control-tower: [Redshift.1]}
#   reasons:
#     private: {en: "the cluster is not publicly accessible", ja: "クラスターはパブリックアクセスが無効です"}
#     public: {en: "the cluster is publicly accessible", ja: "クラスターはパブリックアクセスが有効です"}
#   remediation: {en: "Turn off public access of the cluster; clients then reach it through its VPC.", ja: "クラスターのパブリックアクセスを無効にします。クライアントはVPC経由で接続します。"}
package controls.redshift.cluster_is_not_public

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "private", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _private
}

findings contains result.fail(cluster, "public", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _private
}

_reads := ["PubliclyAccessible"]

_private contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.PubliclyAccessible == false
}

plan contains steps.step(
	cluster,
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "PubliclyAccessible": false})],
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "PubliclyAccessible": true})],
	[steps.changed("redshift.clusters", cluster.id, "PubliclyAccessible", false)],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _private
}
