# METADATA
# title: Redshift security groups should let only restricted origins reach the cluster port
# description: >-
#   Whoever reaches the port can try passwords. The control looks at the inbound rules of all security groups of a cluster, for the port
#   of its endpoint, from 0.0.0.0/0 and ::/0. A cluster that has no endpoint yet could get any port.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-15
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-unrestricted-port-access.html
# custom:
#   id: Redshift.15
#   title_ja: Redshiftのセキュリティグループではクラスターのポートへの接続元を制限する必要があります
#   severity: HIGH
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.15], pci-dss-4.0.1: [Redshift.15]}
#   reasons:
#     restricted: {en: "no security group lets everybody reach the cluster port", ja: "クラスターのポートへのあらゆる送信元からの接続を許可するセキュリティグループはありません"}
#     open: {en: "a security group lets 0.0.0.0/0 or ::/0 reach the cluster port: {groups}", ja: "セキュリティグループが0.0.0.0/0または::/0からクラスターのポートへの接続を許可しています: {groups}"}
#   remediation: {en: "Narrow the sources of the inbound rules for the cluster port.", ja: "クラスターのポートに対するインバウンドルールの送信元を限定します。"}
package controls.redshift.cluster_port_is_restricted

import data.lib.network
import data.lib.result

findings contains result.pass(cluster, "restricted", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _exposed
}

findings contains result.fail(cluster, "open", {"groups": concat(", ", _opening[cluster.id])}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _exposed
}

_reads := ["Endpoint.Port", "VpcSecurityGroups", "input.ec2.security_groups.IpPermissions"]

_exposed contains id if some id, _ in _opening

_opening[cluster.id] contains membership.VpcSecurityGroupId if {
	some cluster in input.redshift.clusters
	some membership in cluster.VpcSecurityGroups
	some permission in _open[membership.VpcSecurityGroupId]
	_admits(cluster, permission)
}

_open[group.id] contains permission if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	network.everybody(permission)
}

_admits(cluster, permission) if network.admits_tcp(permission, cluster.Endpoint.Port)

_admits(cluster, permission) if {
	not cluster.Endpoint.Port
	permission.IpProtocol in {"-1", "tcp", "6"}
}

plan contains object.union(network.closing(group, positions, ["IpRanges", "Ipv6Ranges"]), {"subject": cluster.id, "region": cluster.region}) if {
	some cluster in input.redshift.clusters
	some id in _opening[cluster.id]
	some group in _groups[id]
	positions := {position |
		some position, permission in group.IpPermissions
		network.everybody(permission)
		_admits(cluster, permission)
	}
}

_groups[group.id] contains group if some group in input.ec2.security_groups
