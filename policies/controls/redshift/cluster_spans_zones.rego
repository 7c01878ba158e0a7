# METADATA
# title: Redshift clusters should have Multi-AZ deployments on
# description: >-
#   With Multi-AZ a cluster goes on when one Availability Zone fails.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-18
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-cluster-multi-az-enabled.html
# custom:
#   id: Redshift.18
#   title_ja: RedshiftクラスターではマルチAZ配置を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.18]}
#   reasons:
#     spread: {en: "the cluster runs in several Availability Zones", ja: "クラスターは複数のアベイラビリティーゾーンで稼働しています"}
#     single: {en: "the cluster runs in one Availability Zone", ja: "クラスターは1つのアベイラビリティーゾーンで稼働しています"}
#   remediation: {en: "Convert the cluster to Multi-AZ. It takes RA3 nodes, encryption, and a subnet group with three Availability Zones, and costs twice as much.", ja: "クラスターをマルチAZ配置に変換します。RA3ノード、暗号化、3つのアベイラビリティーゾーンを含むサブネットグループが必要で、料金は2倍になります。"}
#   otherwise: recreate
package controls.redshift.cluster_spans_zones

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "spread", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _spread
}

findings contains result.fail(cluster, "single", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _spread
}

_reads := ["MultiAZ"]

_spread contains cluster.id if {
	some cluster in input.redshift.clusters
	lower(cluster.MultiAZ) == "enabled"
}

# https://docs.aws.amazon.com/redshift/latest/mgmt/convert-saz-to-maz.html
plan contains steps.step(
	cluster,
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "MultiAZ": true})],
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "MultiAZ": false})],
	[steps.changed("redshift.clusters", cluster.id, "MultiAZ", "Enabled")],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _spread
	startswith(cluster.NodeType, "ra3.")
	cluster.Encrypted == true
	cluster.NumberOfNodes > 1
}
