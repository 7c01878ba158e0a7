# METADATA
# title: Security groups should let everybody reach authorized ports only
# description: >-
#   What the whole internet may reach should be what is meant for it. The control looks at groups with a rule from 0.0.0.0/0 or ::/0, as the
#   Config rule vpc-sg-open-only-to-authorized-ports does, and at their TCP and UDP ports: every port of such a rule has to be authorized.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18
#   - https://docs.aws.amazon.com/config/latest/developerguide/vpc-sg-open-only-to-authorized-ports.html
# custom:
#   id: EC2.18
#   title_ja: セキュリティグループは許可されたポートに対してのみすべての送信元からの接続を許可する必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   standards: {fsbp: [EC2.18], nist-800-53-r5: [EC2.18], nist-800-171-r2: [EC2.18], control-tower: [EC2.18]}
#   parameters:
#     authorizedTcpPorts: {type: integers, default: [80, 443], min: 1, max: 65535}
#     authorizedUdpPorts: {type: integers, default: [], min: 1, max: 65535}
#   reasons:
#     authorized: {en: "0.0.0.0/0 and ::/0 may reach authorized ports only", ja: "0.0.0.0/0および::/0から接続できるのは許可されたポートのみです"}
#     unauthorized: {en: "0.0.0.0/0 or ::/0 may reach ports that are not authorized", ja: "0.0.0.0/0または::/0から、許可されていないポートに接続できます"}
#   remediation: {en: "Remove the inbound rules that let 0.0.0.0/0 or ::/0 reach other ports, or narrow their sources.", ja: "許可されたポート以外への0.0.0.0/0または::/0からの接続を許可するインバウンドルールを削除するか、送信元を限定します。"}
package controls.ec2.security_group_opens_only_authorized_ports

import data.lib.network
import data.lib.result

subjects contains id if some id in _exposed

findings contains result.pass(group, "authorized", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in _exposed
	not group.id in _unauthorized
}

findings contains result.fail(group, "unauthorized", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in _exposed
	group.id in _unauthorized
}

_reads := ["IpPermissions"]

_exposed contains group.id if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	some permission in group.IpPermissions
	network.everybody(permission)
}

_unauthorized contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	network.everybody(permission)
	not _authorized(permission)
}

_authorized(permission) if {
	permission.IpProtocol in {"tcp", "6"}
	_all_in(permission, data.parameters["EC2.18"].authorizedTcpPorts)
}

_authorized(permission) if {
	permission.IpProtocol in {"udp", "17"}
	_all_in(permission, data.parameters["EC2.18"].authorizedUdpPorts)
}

# ICMP and what else is neither TCP nor UDP has no ports.
_authorized(permission) if {
	permission.IpProtocol
	not permission.IpProtocol in {"tcp", "6", "udp", "17", "-1"}
}

_all_in(permission, ports) if {
	listed := {port | some port in ports; port >= permission.FromPort; port <= permission.ToPort}
	count(listed) == (permission.ToPort - permission.FromPort) + 1
}

plan contains network.closing(group, positions, ["IpRanges", "Ipv6Ranges"]) if {
	some group in input.ec2.security_groups
	group.id in _exposed
	positions := {position |
		some position, permission in group.IpPermissions
		network.everybody(permission)
		not _authorized(permission)
	}
	count(positions) > 0
}
