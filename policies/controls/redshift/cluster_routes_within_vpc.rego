# METADATA
# title: Redshift clusters should use enhanced VPC routing
# description: >-
#   With enhanced VPC routing the traffic of COPY and UNLOAD goes through the VPC, where flow logs, endpoints and network ACLs see it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-7
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-enhanced-vpc-routing-enabled.html
# custom:
#   id: Redshift.7
#   title_ja: Redshiftクラスターでは拡張VPCルーティングを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.7], nist-800-53-r5: [Redshift.7], control-tower: [Redshift.7]}
#   reasons:
#     routed: {en: "traffic of COPY and UNLOAD goes through the VPC", ja: "COPYとUNLOADのトラフィックはVPCを経由します"}
#     unrouted: {en: "traffic of COPY and UNLOAD does not have to go through the VPC", ja: "COPYとUNLOADのトラフィックはVPCを経由するとは限りません"}
#   remediation: {en: "Make sure that the VPC has routes or endpoints to what the cluster reads and writes, then turn on enhanced VPC routing.", ja: "クラスターが読み書きする対象へのルートまたはエンドポイントがVPCにあることを確認し、拡張VPCルーティングを有効にします。"}
package controls.redshift.cluster_routes_within_vpc

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "routed", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _routed
}

findings contains result.fail(cluster, "unrouted", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _routed
}

_reads := ["EnhancedVpcRouting"]

_routed contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.EnhancedVpcRouting == true
}

plan contains steps.step(
	cluster,
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "EnhancedVpcRouting": true})],
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "EnhancedVpcRouting": false})],
	[steps.changed("redshift.clusters", cluster.id, "EnhancedVpcRouting", true)],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _routed
}
