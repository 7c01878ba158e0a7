# METADATA
# title: Subnets
# description: >-
#   Which subnets have a route to an internet gateway, which is what makes a subnet public
#   (https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html). The destination of the route does not matter; a route
#   whose gateway is gone or detached (a blackhole) leads nowhere. Where a resource tells its subnet and VPC, ask "opens"; it does not
#   need the list of subnets. The ids are those of EC2.
package lib.subnets

# METADATA
# description: Ids of the listed subnets that are public.
public contains subnet.id if {
	some subnet in input.ec2.subnets
	opens(subnet.id, subnet.VpcId)
}

# METADATA
# description: >-
#   The subnet of this id in the VPC of this id is public: by its own route table, or by the VPC's main one if no other is associated.
opens(subnet, _) if subnet in routed

opens(subnet, vpc) if {
	vpc in open_vpcs
	not subnet in associated
}

# METADATA
# description: >-
#   Which table holds for the subnet of this id in the VPC of this id is in the evidence. Every VPC has a main table; one that does not show
#   it belongs to another account, which shares the subnet.
mapped(subnet, _) if subnet in associated

mapped(_, vpc) if vpc in _shown

_shown contains table.VpcId if {
	some table in input.ec2.route_tables
	some association in table.Associations
	association.Main == true
}

# METADATA
# description: Ids of the subnets with a route table of their own that leads to an internet gateway.
routed contains association.SubnetId if {
	some table in input.ec2.route_tables
	table.id in _open
	some association in table.Associations
	_holds(association)
}

# METADATA
# description: Ids of the subnets with a route table of their own. The main one does not hold for them.
associated contains association.SubnetId if {
	some table in input.ec2.route_tables
	some association in table.Associations
	_holds(association)
}

# METADATA
# description: Ids of the VPCs whose main route table leads to an internet gateway.
open_vpcs contains table.VpcId if {
	some table in input.ec2.route_tables
	table.id in _open
	some association in table.Associations
	association.Main == true
}

_open contains table.id if {
	some table in input.ec2.route_tables
	some route in table.Routes
	startswith(route.GatewayId, "igw-")
	not route.State == "blackhole"
}

# An association that has ended is listed for a while.
_holds(association) if not _ended(association)

_ended(association) if association.AssociationState.State in {"disassociated", "failed"}
