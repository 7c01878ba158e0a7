# METADATA
# title: Network ACLs should not let everybody reach port 22 or 3389
# description: >-
#   A network ACL is the second line behind the security groups. An inbound entry counts when it lets 0.0.0.0/0 or ::/0 reach TCP port 22 or
#   3389 and no deny with a lower number comes first. Default network ACLs are left out, as in the Config rule nacl-no-unrestricted-ssh-rdp.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21
# custom:
#   id: EC2.21
#   title_ja: ネットワークACLはすべての送信元からのポート22または3389への接続を許可しないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.network_acls
#   resource: AWS::EC2::NetworkAcl
#   standards: {fsbp: [EC2.21], cis-1.4: ["5.1"], cis-3.0: ["5.1"], cis-5.0: ["5.2"], nist-800-53-r5: [EC2.21], nist-800-171-r2: [EC2.21], pci-dss-4.0.1: [EC2.21], control-tower: [EC2.21]}
#   reasons:
#     closed: {en: "no inbound entry lets 0.0.0.0/0 or ::/0 reach TCP port 22 or 3389", ja: "0.0.0.0/0または::/0からTCPポート22または3389への接続を許可するインバウンドルールはありません"}
#     open: {en: "an inbound entry lets 0.0.0.0/0 or ::/0 reach TCP port 22 or 3389", ja: "0.0.0.0/0または::/0からTCPポート22または3389への接続を許可するインバウンドルールがあります"}
#   remediation: {en: "Narrow the source or the ports of the inbound entries, or deny ports 22 and 3389 with a lower rule number.", ja: "インバウンドルールの送信元またはポートを限定するか、より小さいルール番号でポート22と3389を拒否します。"}
#   manual: decision
package controls.ec2.network_acl_closes_admin_ports

import data.lib.network
import data.lib.result

subjects contains id if some id in _own

findings contains result.pass(acl, "closed", {}, _reads) if {
	some acl in input.ec2.network_acls
	acl.id in _own
	not acl.id in network.acl_admin_open
}

findings contains result.fail(acl, "open", {}, _reads) if {
	some acl in input.ec2.network_acls
	acl.id in _own
	acl.id in network.acl_admin_open
}

_reads := ["Entries"]

_own contains acl.id if {
	some acl in input.ec2.network_acls
	acl.OwnerId == input.account.account
	not acl.IsDefault == true
}

_own contains acl.id if {
	some acl in input.ec2.network_acls
	not acl.OwnerId
	not acl.IsDefault == true
}
