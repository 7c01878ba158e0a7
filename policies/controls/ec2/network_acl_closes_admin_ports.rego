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
#   otherwise: decision
package controls.ec2.network_acl_closes_admin_ports

import data.lib.network
import data.lib.result
import data.lib.steps

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

# An entry for the port alone goes; before one that covers other ports, too, comes a deny, with the highest numbers that are free there, so that
# entries for chosen sources stay in front of it.
plan contains steps.step(acl, calls, undo, [steps.changed("ec2.network_acls", acl.id, "Entries", array.concat(kept, denies))]) if {
	some acl in input.ec2.network_acls
	acl.id in _own
	acl.id in network.acl_admin_open
	alone := [entry | some entry in acl.Entries; _for_admin_port_alone(entry)]
	kept := [entry | some entry in acl.Entries; not _for_admin_port_alone(entry)]
	wanted := [[family, port] |
		some family in ["ipv4", "ipv6"]
		some port in [22, 3389]
		[family, port] in network.acl_admin_holes(kept)
	]
	free := _free_before(acl, kept)
	count(free) >= count(wanted)
	denies := [entry | some i, pair in wanted; entry := _deny(pair[0], pair[1], free[i])]
	calls := array.concat([_delete(acl, entry) | some entry in alone], [_create(acl, entry) | some entry in denies])
	undo := array.concat([_delete(acl, entry) | some entry in denies], [_create(acl, entry) | some entry in alone])
}

_for_admin_port_alone(entry) if {
	entry.RuleAction == "allow"
	entry.PortRange.From == entry.PortRange.To
	some port in network.admin_ports
	some family in ["ipv4", "ipv6"]
	network.acl_entry_fits(entry, family, port)
}

# Inbound numbers that no entry has, before the first that lets everybody in, from the highest.
_free_before(acl, entries) := [number |
	some back in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
	number := first - back
	number > 0
	not number in taken
] if {
	first := min([entry.RuleNumber |
		some entry in entries
		entry.RuleAction == "allow"
		some port in network.admin_ports
		some family in ["ipv4", "ipv6"]
		network.acl_entry_fits(entry, family, port)
	])
	taken := {entry.RuleNumber | some entry in acl.Entries; entry.Egress == false}
}

_free_before(_, entries) := [] if count(network.acl_admin_holes(entries)) == 0

_deny(family, port, number) := object.union(
	{"RuleNumber": number, "Protocol": "6", "RuleAction": "deny", "Egress": false, "PortRange": {"From": port, "To": port}},
	{"ipv4": {"CidrBlock": "0.0.0.0/0"}, "ipv6": {"Ipv6CidrBlock": "::/0"}}[family],
)

_create(acl, entry) := steps.call("ec2", "CreateNetworkAclEntry", object.union({"NetworkAclId": acl.NetworkAclId}, entry))

_delete(acl, entry) := steps.call("ec2", "DeleteNetworkAclEntry", {"NetworkAclId": acl.NetworkAclId, "RuleNumber": entry.RuleNumber, "Egress": false})
