# METADATA
# title: Security groups should not let everybody reach port 22
# description: >-
#   SSH that the whole internet can reach is guessed at all day. A rule counts when it lets 0.0.0.0/0 or ::/0 reach TCP port 22, alone, in a
#   range or with all traffic.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13
# custom:
#   id: EC2.13
#   title_ja: セキュリティグループはすべての送信元からのポート22への接続を許可しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   standards: {cis-1.2: ["4.1"], nist-800-53-r5: [EC2.13], nist-800-171-r2: [EC2.13], pci-dss-3.2.1: [EC2.13], pci-dss-4.0.1: [EC2.13]}
#   reasons:
#     closed: {en: "no inbound rule lets 0.0.0.0/0 or ::/0 reach TCP port 22", ja: "0.0.0.0/0または::/0からTCPポート22への接続を許可するインバウンドルールはありません"}
#     open: {en: "an inbound rule lets 0.0.0.0/0 or ::/0 reach TCP port 22", ja: "0.0.0.0/0または::/0からTCPポート22への接続を許可するインバウンドルールがあります"}
#   remediation: {en: "Remove the inbound rules that let 0.0.0.0/0 or ::/0 reach port 22, and use Session Manager or known addresses instead.", ja: "0.0.0.0/0または::/0からポート22への接続を許可するインバウンドルールを削除し、Session Managerまたは特定のアドレスからの接続に切り替えます。"}
package controls.ec2.security_group_closes_ssh

import data.lib.network
import data.lib.result

subjects contains group.id if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
}

findings contains result.pass(group, "closed", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	not group.id in network.ssh_open
}

findings contains result.fail(group, "open", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	group.id in network.ssh_open
}

_reads := ["IpPermissions"]

plan contains network.closing(group, positions, ["IpRanges", "Ipv6Ranges"]) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	positions := {position |
		some position, permission in group.IpPermissions
		network.admits_tcp(permission, 22)
		network.everybody(permission)
	}
	count(positions) > 0
}
