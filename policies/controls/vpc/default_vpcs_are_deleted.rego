# METADATA
# title: Default VPCs are deleted in every Region
# description: >-
#   A default VPC has public subnets and open defaults in Regions that nobody looks at. The finding tells the VPCs in use from the empty
#   ones, since only those can go without asking anybody.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
# custom:
#   id: SA.VPC.1
#   title_ja: 全リージョンのデフォルトVPCが削除されている
#   severity: MEDIUM
#   subject: region
#   resource: AWS::EC2::VPC
#   measure: defaults
#   standards: {secure-account: [SA.VPC.1]}
#   reasons:
#     none: {en: "there is no default VPC", ja: "デフォルトVPCはありません"}
#     in_use: {en: "there is a default VPC with {interfaces} network interfaces in it", ja: "{interfaces} 個のネットワークインターフェイスを持つデフォルトVPCがあります"}
#     unused: {en: "there is a default VPC with {subnets} subnets and no network interfaces", ja: "サブネットが {subnets} 個あり、ネットワークインターフェイスのないデフォルトVPCがあります"}
#     changed: {en: "there is a default VPC without network interfaces, but with security groups or network ACLs of its own", ja: "ネットワークインターフェイスはないものの、独自のセキュリティグループまたはネットワークACLを持つデフォルトVPCがあります"}
#     contained: {en: "there is a default VPC, but it is empty, without an internet gateway, and its default security group is closed", ja: "デフォルトVPCがありますが、空でインターネットゲートウェイもなく、デフォルトセキュリティグループも閉じられています"}
#   remediation: {en: "Delete the default VPC with its subnets and internet gateway, after moving what still uses it.", ja: "使用中のリソースを移行したうえで、サブネットとインターネットゲートウェイとともにデフォルトVPCを削除します。"}
package controls.vpc.default_vpcs_are_deleted

import data.lib.network
import data.lib.result

findings contains result.pass(region, "none", {}, _reads) if {
	some region in input.regions
	not region.id in _with_default
}

findings contains result.fail(region, "in_use", {"interfaces": count(inhabitants)}, _reads) if {
	some region in input.regions
	inhabitants := _interfaces[region.id]
}

findings contains result.fail(region, "unused", {"subnets": count(_subnets(region))}, _reads) if {
	some region in input.regions
	region.id in _with_default
	not region.id in _in_use
	not region.id in _contained
	not region.id in _altered
}

findings contains result.fail(region, "changed", {}, _reads) if {
	some region in input.regions
	not region.id in _in_use
	not region.id in _contained
	region.id in _altered
}

findings contains result.fail(region, "contained", {}, _reads) if {
	some region in input.regions
	not region.id in _in_use
	region.id in _contained
}

_reads := [
	"input.ec2.vpcs.IsDefault",
	"input.ec2.network_interfaces.VpcId",
	"input.ec2.internet_gateways.Attachments",
	"input.ec2.security_groups.GroupName",
	"input.ec2.network_acls.IsDefault",
	"input.ec2.subnets.VpcId",
]

_with_default contains vpc.region if {
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
}

_in_use contains vpc.region if {
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
	vpc.id in _used
}

_used contains vpc.id if {
	some vpc in input.ec2.vpcs
	some interface in input.ec2.network_interfaces
	interface.VpcId == vpc.VpcId
	interface.region == vpc.region
}

_interfaces[vpc.region] contains interface.id if {
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
	some interface in input.ec2.network_interfaces
	interface.VpcId == vpc.VpcId
	interface.region == vpc.region
}

_contained contains vpc.region if {
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
	not vpc.id in _connected
	vpc.id in _closed
}

_connected contains vpc.id if {
	some vpc in input.ec2.vpcs
	some gateway in input.ec2.internet_gateways
	gateway.region == vpc.region
	some attachment in gateway.Attachments
	attachment.VpcId == vpc.VpcId
}

_closed contains vpc.id if {
	some vpc in input.ec2.vpcs
	some group in input.ec2.security_groups
	group.VpcId == vpc.VpcId
	group.region == vpc.region
	group.GroupName == "default"
	not group.IpPermissions[0]
	not group.IpPermissionsEgress[0]
}

_altered contains vpc.region if {
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
	vpc.id in _changed
}

_subnets(region) := {subnet.id |
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
	vpc.region == region.region
	some subnet in input.ec2.subnets
	subnet.VpcId == vpc.VpcId
	subnet.region == vpc.region
}

# A VPC that somebody has added something to is left to a person, although it is empty: what was added would stop the deletion halfway.
_changed contains vpc.id if {
	some vpc in input.ec2.vpcs
	some group in input.ec2.security_groups
	group.VpcId == vpc.VpcId
	group.region == vpc.region
	group.GroupName != "default"
}

_changed contains vpc.id if {
	some vpc in input.ec2.vpcs
	some acl in input.ec2.network_acls
	acl.VpcId == vpc.VpcId
	acl.region == vpc.region
	acl.IsDefault == false
}

plan contains {
	"subject": vpc.region,
	"region": vpc.region,
	"calls": array.concat(array.concat(_gateway_calls(vpc), _subnet_calls(vpc)), [{"service": "ec2", "operation": "DeleteVpc", "params": {"VpcId": vpc.id}}]),
	"undo": [{"service": "ec2", "operation": "CreateDefaultVpc", "params": {}}],
	"effect": array.concat([{"op": "remove", "collection": "ec2.vpcs", "id": vpc.id}], _going_with(vpc)),
	"needs": [],
	"destructive": true,
} if {
	some vpc in input.ec2.vpcs
	vpc.id in network.default_vpcs
	not vpc.id in _used
	not vpc.id in _changed
}

_gateway_calls(vpc) := [call |
	some gateway in input.ec2.internet_gateways
	gateway.region == vpc.region
	some attachment in gateway.Attachments
	attachment.VpcId == vpc.VpcId
	some call in [
		{"service": "ec2", "operation": "DetachInternetGateway", "params": {"InternetGatewayId": gateway.id, "VpcId": vpc.id}},
		{"service": "ec2", "operation": "DeleteInternetGateway", "params": {"InternetGatewayId": gateway.id}},
	]
]

_subnet_calls(vpc) := [{"service": "ec2", "operation": "DeleteSubnet", "params": {"SubnetId": subnet.id}} |
	some subnet in input.ec2.subnets
	subnet.VpcId == vpc.VpcId
	subnet.region == vpc.region
]

# What AWS deletes with a VPC, and what the calls delete before it.
_going_with(vpc) := array.concat(
	array.concat(
		[_removed("ec2.security_groups", group) | some group in input.ec2.security_groups; _of(group, vpc)],
		[_removed("ec2.network_acls", acl) | some acl in input.ec2.network_acls; _of(acl, vpc)],
	),
	array.concat(
		[_removed("ec2.subnets", subnet) | some subnet in input.ec2.subnets; _of(subnet, vpc)],
		[_removed("ec2.internet_gateways", gateway) |
			some gateway in input.ec2.internet_gateways
			gateway.region == vpc.region
			some attachment in gateway.Attachments
			attachment.VpcId == vpc.VpcId
		],
	),
)

_of(thing, vpc) if {
	thing.VpcId == vpc.VpcId
	thing.region == vpc.region
}

_removed(collection, thing) := {"op": "remove", "collection": collection, "id": thing.id}
