# METADATA
# title: Ways out of a subnet
# description: >-
#   Whether what is in a subnet reaches the services of AWS by their public names: by a default route, to whatever gateway, or by an
#   interface endpoint with private DNS in its VPC (https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html).
package lib.outbound

import data.lib.subnets

# METADATA
# description: The subnet of this id in the VPC of this id has a default route that leads somewhere.
leads_out(subnet, _) if subnet in _leading_subnets

leads_out(subnet, vpc) if {
	vpc in _leading_vpcs
	not subnet in subnets.associated
}

_leading_subnets contains association.SubnetId if {
	some table in input.ec2.route_tables
	table.id in _leading
	some association in table.Associations
	not association.AssociationState.State == "disassociated"
}

_leading_vpcs contains table.VpcId if {
	some table in input.ec2.route_tables
	table.id in _leading
	some association in table.Associations
	association.Main == true
}

_leading contains table.id if {
	some table in input.ec2.route_tables
	some route in table.Routes
	_default(route)
	not route.State == "blackhole"
}

_default(route) if route.DestinationCidrBlock == "0.0.0.0/0"

_default(route) if route.DestinationIpv6CidrBlock == "::/0"

# METADATA
# description: Pairs of a VPC and a service ("ecr.dkr") for which it has an interface endpoint that is available.
endpoints contains [endpoint.VpcId, _service(endpoint.ServiceName)] if {
	some endpoint in input.ec2.vpc_endpoints
	endpoint.VpcEndpointType == "Interface"
	lower(endpoint.State) == "available"
}

# METADATA
# description: Those of them under whose private DNS names the service's public names stand.
private_endpoints contains [endpoint.VpcId, _service(endpoint.ServiceName)] if {
	some endpoint in input.ec2.vpc_endpoints
	endpoint.VpcEndpointType == "Interface"
	lower(endpoint.State) == "available"
	endpoint.PrivateDnsEnabled == true
}

_service(name) := regex.replace(name, `^(cn\.)?com\.amazonaws\.[a-z0-9-]+\.`, "")
