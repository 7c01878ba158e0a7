package lib.subnets_test

import data.lib.subnets

_table(id, associations, routes) := {"id": id, "region": "ap-northeast-1", "VpcId": "vpc-1", "Associations": associations, "Routes": routes}

_local := {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}

_out := {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active"}

_main := {"Main": true, "RouteTableAssociationId": "rtbassoc-main", "AssociationState": {"State": "associated"}}

_own := {"Main": false, "SubnetId": "subnet-1", "AssociationState": {"State": "associated"}}

_subnet := {"id": "subnet-1", "region": "ap-northeast-1", "VpcId": "vpc-1"}

test_public_by_route[name] if {
	some name, tc in {
		"a default route to an internet gateway": {"routes": [_local, _out], "public": true},
		"the local route alone": {"routes": [_local], "public": false},
		"no routes": {"routes": [], "public": false},
		"IPv6": {"routes": [{"DestinationIpv6CidrBlock": "::/0", "GatewayId": "igw-1", "State": "active"}], "public": true},
		"a narrow destination": {"routes": [{"DestinationCidrBlock": "203.0.113.7/32", "GatewayId": "igw-1", "State": "active"}], "public": true},
		"a prefix list": {"routes": [{"DestinationPrefixListId": "pl-1", "GatewayId": "igw-1", "State": "active"}], "public": true},
		"an untold state": {"routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}], "public": true},
		"a gateway that is gone": {"routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "blackhole"}], "public": false},
		"a NAT gateway": {"routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "active"}], "public": false},
		"an egress-only gateway": {"routes": [{"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "State": "active"}], "public": false},
		"a virtual private gateway": {"routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "vgw-1", "State": "active"}], "public": false},
		"a gateway endpoint": {"routes": [{"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "State": "active"}], "public": false},
		"a transit gateway": {"routes": [{"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1", "State": "active"}], "public": false},
	}
	every associations in [[_own], [_main], [_main, _own]] {
		got := subnets.public with input.ec2.subnets as [_subnet] with input.ec2.route_tables as [_table("rtb-1", associations, tc.routes)]
		got == {id | id := "subnet-1"; tc.public}
	}
}

test_public_by_association[name] if {
	some name, tc in {
		"the main table holds for a subnet without its own": {"tables": [_table("rtb-1", [_main], [_out])], "public": true},
		"its own table goes before the main one, closed": {"tables": [_table("rtb-1", [_main], [_out]), _table("rtb-2", [_own], [_local])], "public": false},
		"its own table goes before the main one, open": {"tables": [_table("rtb-1", [_main], [_local]), _table("rtb-2", [_own], [_out])], "public": true},
		"the table of another subnet": {"tables": [_table("rtb-1", [object.union(_own, {"SubnetId": "subnet-2"})], [_out])], "public": false},
		"the main table of another VPC": {"tables": [object.union(_table("rtb-1", [_main], [_out]), {"VpcId": "vpc-2"})], "public": false},
		"a table without associations": {"tables": [_table("rtb-1", [], [_out])], "public": false},
		"a gateway's table": {"tables": [_table("rtb-1", [{"Main": false, "GatewayId": "vgw-1"}], [_out])], "public": false},
		"an association that has ended": {"tables": [_table("rtb-1", [_main], [_local]), _table("rtb-2", [object.union(_own, {"AssociationState": {"State": "disassociated"}})], [_out])], "public": false},
		"an association that has failed": {"tables": [_table("rtb-1", [_main], [_out]), _table("rtb-2", [object.union(_own, {"AssociationState": {"State": "failed"}})], [_local])], "public": true},
		"an association of untold state": {"tables": [_table("rtb-1", [{"Main": false, "SubnetId": "subnet-1"}], [_out])], "public": true},
		"no tables": {"tables": [], "public": false},
	}
	got := subnets.public with input.ec2.subnets as [_subnet] with input.ec2.route_tables as tc.tables
	got == {id | id := "subnet-1"; tc.public}
	mapped := {id | id := "subnet-1"; subnets.mapped(id, "vpc-1")} with input.ec2.route_tables as tc.tables
	mapped == {id | id := "subnet-1"; not name in _unmapped}
	opens := {id | id := "subnet-1"; subnets.opens(id, "vpc-1")} with input.ec2.route_tables as tc.tables
	opens == got
}

# In these worlds neither a table of the subnet's own nor the VPC's main one shows.
_unmapped := {"the table of another subnet", "the main table of another VPC", "a table without associations", "a gateway's table", "no tables"}
