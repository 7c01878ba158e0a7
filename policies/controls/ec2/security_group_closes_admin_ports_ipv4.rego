# METADATA
# title: Security groups should not let everybody on IPv4 reach the ports of remote administration
# description: >-
#   The ports are 22 and 3389, over TCP or UDP. A rule counts when it lets 0.0.0.0/0 reach one of them, alone, in a range or with all traffic.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53
# custom:
#   id: EC2.53
#   title_ja: セキュリティグループは0.0.0.0/0からリモート管理ポートへの接続を許可しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   standards: {cis-3.0: ["5.2"], cis-5.0: ["5.3"], pci-dss-4.0.1: [EC2.53]}
#   also:
#     - id: CIS1.4/5.2
#       standards: {cis-1.4: ["5.2"]}
#   reasons:
#     closed: {en: "no inbound rule lets 0.0.0.0/0 reach port 22 or 3389", ja: "0.0.0.0/0からポート22または3389への接続を許可するインバウンドルールはありません"}
#     open: {en: "an inbound rule lets 0.0.0.0/0 reach port 22 or 3389", ja: "0.0.0.0/0からポート22または3389への接続を許可するインバウンドルールがあります"}
#   remediation: {en: "Remove the inbound rules that let 0.0.0.0/0 reach port 22 or 3389.", ja: "0.0.0.0/0からポート22または3389への接続を許可するインバウンドルールを削除します。"}
package controls.ec2.security_group_closes_admin_ports_ipv4

import data.lib.network
import data.lib.result

subjects contains group.id if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
}

findings contains result.pass(group, "closed", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	not group.id in network.admin_open_ipv4
}

findings contains result.fail(group, "open", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	group.id in network.admin_open_ipv4
}

_reads := ["IpPermissions"]

plan contains network.closing(group, positions, ["IpRanges"]) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	positions := {position |
		some position, permission in group.IpPermissions
		network.admits_admin(permission)
		network.everybody_ipv4(permission)
	}
	count(positions) > 0
}
