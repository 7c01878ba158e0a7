# METADATA
# title: Security groups should not let everybody reach ports of high risk
# description: >-
#   Databases, file sharing, remote administration and development servers have no business on the open internet. A rule counts when it lets
#   0.0.0.0/0 or ::/0 reach one of the listed TCP ports, alone, in a range or with all traffic.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
# custom:
#   id: EC2.19
#   title_ja: セキュリティグループはリスクの高いポートへのすべての送信元からの接続を許可しないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   standards: {fsbp: [EC2.19], nist-800-53-r5: [EC2.19], nist-800-171-r2: [EC2.19], control-tower: [EC2.19]}
#   reasons:
#     closed: {en: "no inbound rule lets 0.0.0.0/0 or ::/0 reach a TCP port of high risk", ja: "0.0.0.0/0または::/0からリスクの高いTCPポートへの接続を許可するインバウンドルールはありません"}
#     open: {en: "0.0.0.0/0 or ::/0 may reach the TCP ports {ports}", ja: "0.0.0.0/0または::/0からTCPポート {ports} に接続できます"}
#   remediation: {en: "Remove the inbound rules that let 0.0.0.0/0 or ::/0 reach these ports, or narrow their sources.", ja: "0.0.0.0/0または::/0からこれらのポートへの接続を許可するインバウンドルールを削除するか、送信元を限定します。"}
package controls.ec2.security_group_closes_risky_ports

import data.lib.network
import data.lib.result

subjects contains group.id if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
}

findings contains result.pass(group, "closed", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	not group.id in network.risky_open
}

findings contains result.fail(group, "open", {"ports": concat(", ", [format_int(port, 10) | some port in _ports(group)])}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	group.id in network.risky_open
}

_ports(group) := {port |
	some permission in group.IpPermissions
	network.everybody(permission)
	some port in network.risky_ports
	network.admits_tcp(permission, port)
}

_reads := ["IpPermissions"]

plan contains network.closing(group, positions, ["IpRanges", "Ipv6Ranges"]) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	positions := {position |
		some position, permission in group.IpPermissions
		network.everybody(permission)
		some port in network.risky_ports
		network.admits_tcp(permission, port)
	}
	count(positions) > 0
}
