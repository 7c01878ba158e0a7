# METADATA
# title: Security groups should not let everybody reach the CIFS port 445
# description: >-
#   File shares that the whole internet can reach are what worms look for. A rule counts when it lets 0.0.0.0/0 or ::/0 reach TCP
#   port 445, alone, in a range or with all traffic.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: CIS5.0/5.1.2
#   title_ja: セキュリティグループはすべての送信元からのCIFSポート445への接続を許可しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   standards: {cis-5.0: ["5.1.2"]}
#   reasons:
#     closed: {en: "no inbound rule lets 0.0.0.0/0 or ::/0 reach TCP port 445", ja: "0.0.0.0/0または::/0からTCPポート445への接続を許可するインバウンドルールはありません"}
#     open: {en: "an inbound rule lets 0.0.0.0/0 or ::/0 reach TCP port 445", ja: "0.0.0.0/0または::/0からTCPポート445への接続を許可するインバウンドルールがあります"}
#   remediation: {en: "Remove the inbound rules that let 0.0.0.0/0 or ::/0 reach port 445, and let only the networks in that use the shares.", ja: "0.0.0.0/0または::/0からポート445への接続を許可するインバウンドルールを削除し、共有を利用するネットワークだけを許可します。"}
package controls.ec2.security_group_closes_cifs

import data.lib.network
import data.lib.result

subjects contains group.id if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
}

findings contains result.pass(group, "closed", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	not group.id in _open
}

findings contains result.fail(group, "open", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	group.id in _open
}

_reads := ["IpPermissions"]

_open contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	network.admits_tcp(permission, 445)
	network.everybody(permission)
}

plan contains network.closing(group, positions, ["IpRanges", "Ipv6Ranges"]) if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	positions := {position |
		some position, permission in group.IpPermissions
		network.admits_tcp(permission, 445)
		network.everybody(permission)
	}
	count(positions) > 0
}
