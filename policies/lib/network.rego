# METADATA
# title: Networks
# description: >-
#   Who may reach what through security groups and network ACLs, and which of them belong to this account. Everybody means the source
#   0.0.0.0/0 or ::/0, which EC2 writes in no other way; prefix lists and other groups as sources are somebody
#   (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
package lib.network

# METADATA
# description: Ids of the security groups that this account owns. Those of VPCs that another account shares are that account's to close.
own_groups contains group.id if {
	some group in input.ec2.security_groups
	group.OwnerId == input.account.account
}

own_groups contains group.id if {
	some group in input.ec2.security_groups
	not group.OwnerId
}

# METADATA
# description: Ids of the VPCs that this account owns, and not another one that shares subnets with it.
own_vpcs contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.OwnerId == input.account.account
}

own_vpcs contains vpc.id if {
	some vpc in input.ec2.vpcs
	not vpc.OwnerId
}

# METADATA
# description: The ports of the servers by which machines are administered, SSH and RDP.
admin_ports := {22, 3389}

# METADATA
# description: >-
#   The ports that Security Hub holds to be of high risk
#   (https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19).
risky_ports := {20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300}

# METADATA
# description: Ids of the security groups that let everybody reach TCP port 22.
ssh_open contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	admits_tcp(permission, 22)
	everybody(permission)
}

# METADATA
# description: Ids of the security groups that let everybody reach TCP port 3389.
rdp_open contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	admits_tcp(permission, 3389)
	everybody(permission)
}

# METADATA
# description: Ids of the security groups that let everybody reach a TCP port of high risk.
risky_open contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	everybody(permission)
	some port in risky_ports
	admits_tcp(permission, port)
}

# METADATA
# description: Ids of the security groups that let everybody on IPv4 reach an admin port, over TCP or UDP.
admin_open_ipv4 contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	admits_admin(permission)
	everybody_ipv4(permission)
}

# METADATA
# description: Ids of the security groups that let everybody on IPv6 reach an admin port, over TCP or UDP.
admin_open_ipv6 contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	admits_admin(permission)
	everybody_ipv6(permission)
}

# METADATA
# description: A permission has everybody among its sources.
everybody(permission) if everybody_ipv4(permission)

everybody(permission) if everybody_ipv6(permission)

# METADATA
# description: A permission has everybody on IPv4 among its sources.
everybody_ipv4(permission) if {
	some source in permission.IpRanges
	source.CidrIp == "0.0.0.0/0"
}

# METADATA
# description: A permission has everybody on IPv6 among its sources.
everybody_ipv6(permission) if {
	some source in permission.Ipv6Ranges
	source.CidrIpv6 == "::/0"
}

# METADATA
# description: A permission is for a TCP port, alone, in a range or with all traffic.
admits_tcp(permission, _) if permission.IpProtocol == "-1"

admits_tcp(permission, port) if {
	permission.IpProtocol in {"tcp", "6"}
	_covers(permission, port)
}

# METADATA
# description: A permission is for an admin port, over TCP or UDP.
admits_admin(permission) if permission.IpProtocol == "-1"

admits_admin(permission) if {
	permission.IpProtocol in {"tcp", "6", "udp", "17"}
	some port in admin_ports
	_covers(permission, port)
}

_covers(permission, port) if {
	permission.FromPort <= port
	permission.ToPort >= port
}

# EC2 always says the ports of TCP and UDP; a permission without them must not count as closed.
_covers(permission, _) if not permission.FromPort

_covers(permission, _) if not permission.ToPort

# METADATA
# description: >-
#   The step that takes everybody out of the permissions of a group at the given positions. families are the lists of sources to close:
#   IpRanges, Ipv6Ranges or both. The permissions keep their other sources, and undo brings everybody back with the descriptions.
closing(group, positions, families) := {
	"subject": group.id,
	"region": group.region,
	"calls": [{
		"service": "ec2",
		"operation": "RevokeSecurityGroupIngress",
		"params": {"GroupId": group.id, "IpPermissions": [_without_descriptions(piece) | some piece in _pieces(group, positions, families)]},
	}],
	"undo": [{
		"service": "ec2",
		"operation": "AuthorizeSecurityGroupIngress",
		"params": {"GroupId": group.id, "IpPermissions": _pieces(group, positions, families)},
	}],
	"effect": [{
		"op": "set",
		"collection": "ec2.security_groups",
		"id": group.id,
		"path": sprintf("IpPermissions.%d.%s", [position, family]),
		"value": [source | some source in permission[family]; not _whole(source)],
	} |
		some position, permission in group.IpPermissions
		position in positions
		some family in families
		some source in permission[family]
		_whole(source)
	],
	"needs": [],
	"destructive": false,
}

# What a permission lets everybody do, and nothing else of it: the form that revoke and authorize take.
_pieces(group, positions, families) := [object.union(
	object.filter(permission, ["IpProtocol", "FromPort", "ToPort"]),
	{family: open |
		some family in families
		open := [source | some source in permission[family]; _whole(source)]
		count(open) > 0
	},
) |
	some position, permission in group.IpPermissions
	position in positions
]

_without_descriptions(piece) := json.remove(piece, ["IpRanges/0/Description", "Ipv6Ranges/0/Description"])

_whole(source) if source.CidrIp == "0.0.0.0/0"

_whole(source) if source.CidrIpv6 == "::/0"

# METADATA
# description: >-
#   Ids of the network ACLs that let everybody reach an admin port over TCP. The entry with the lowest number that fits a packet decides,
#   so an allow counts for nothing behind a deny that covers it
#   (https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html).
acl_admin_open contains acl.id if {
	some acl in input.ec2.network_acls
	some _ in acl_admin_holes(acl.Entries)
}

# METADATA
# description: The pairs of a family of addresses (ipv4, ipv6) and an admin port that such entries let everybody reach.
acl_admin_holes(entries) := {[family, port] |
	some entry in entries
	entry.RuleAction == "allow"
	some port in admin_ports
	some family in ["ipv4", "ipv6"]
	acl_entry_fits(entry, family, port)
	not _denied_before(entries, entry, family, port)
}

_denied_before(entries, allow, family, port) if {
	some entry in entries
	entry.RuleAction == "deny"
	entry.RuleNumber < allow.RuleNumber
	acl_entry_fits(entry, family, port)
}

# METADATA
# description: An inbound entry is about a TCP port from everywhere.
acl_entry_fits(entry, family, port) if {
	entry.Egress == false
	_from_everywhere(entry, family)
	_about(entry, port)
}

_from_everywhere(entry, "ipv4") if entry.CidrBlock == "0.0.0.0/0"

_from_everywhere(entry, "ipv6") if entry.Ipv6CidrBlock == "::/0"

_about(entry, _) if entry.Protocol == "-1"

_about(entry, port) if {
	entry.Protocol == "6"
	entry.PortRange.From <= port
	entry.PortRange.To >= port
}

# METADATA
# description: Ids of the VPCs that have a flow log of their own which is on and records what is rejected.
logging_vpcs contains vpc.id if {
	some vpc in input.ec2.vpcs
	some log in input.ec2.flow_logs
	log.ResourceId == vpc.VpcId
	log.region == vpc.region
	log.FlowLogStatus == "ACTIVE"
	log.TrafficType in {"REJECT", "ALL"}
}

# METADATA
# description: Ids of the default VPCs of this account, of which a Region has at most one.
default_vpcs contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.id in own_vpcs
	vpc.IsDefault == true
}

# METADATA
# description: >-
#   Ids of what has a flow log that records all traffic and can be delivered: VPCs, subnets, network interfaces. DeliverLogsStatus is not told
#   before the first delivery.
recorded contains log.ResourceId if {
	some log in input.ec2.flow_logs
	_records_all(log)
}

# METADATA
# description: Ids of those flow logs.
full_logs contains log.id if {
	some log in input.ec2.flow_logs
	_records_all(log)
}

# METADATA
# description: Those of them whose flow log is delivered to S3.
recorded_to_s3 contains log.ResourceId if {
	some log in input.ec2.flow_logs
	_records_all(log)
	log.LogDestinationType == "s3"
}

_records_all(log) if {
	log.FlowLogStatus == "ACTIVE"
	log.TrafficType == "ALL"
	not log.DeliverLogsStatus == "FAILED"
}
