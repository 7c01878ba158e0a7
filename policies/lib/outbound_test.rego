package lib.outbound_test

import data.lib.outbound

_main := {"Main": true}

_of(subnet) := {"Main": false, "SubnetId": subnet, "AssociationState": {"State": "associated"}}

_table(id, associations, routes) := {"id": id, "VpcId": "vpc-1", "Associations": associations, "Routes": routes}

_local := {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}

test_leads_out[name] if {
	some name, tc in {
		"a NAT gateway": {"tables": [_table("t", [_of("subnet-1")], [_local, {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "active"}])], "want": true},
		"an egress-only gateway": {"tables": [_table("t", [_of("subnet-1")], [_local, {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1"}])], "want": true},
		"a transit gateway in the main table": {"tables": [_table("t", [_main], [{"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1", "State": "active"}])], "want": true},
		"the main table does not hold beside an own one": {
			"tables": [_table("t", [_main], [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]), _table("u", [_of("subnet-1")], [_local])],
			"want": false,
		},
		"a route to nowhere": {"tables": [_table("t", [_of("subnet-1")], [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "blackhole"}])], "want": false},
		"a route to a part": {"tables": [_table("t", [_of("subnet-1")], [_local, {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1"}])], "want": false},
		"an association that has ended": {
			"tables": [_table("t", [{"SubnetId": "subnet-1", "AssociationState": {"State": "disassociated"}}], [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}])],
			"want": false,
		},
		"another VPC's main table": {"tables": [object.union(_table("t", [_main], [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]), {"VpcId": "vpc-2"})], "want": false},
		"no table": {"tables": [], "want": false},
	}
	got := [true | outbound.leads_out("subnet-1", "vpc-1")] with input.ec2.route_tables as tc.tables
	got == [true | tc.want]
}

_endpoint(more) := object.union({"VpcId": "vpc-1", "ServiceName": "com.amazonaws.ap-northeast-1.ecr.dkr", "VpcEndpointType": "Interface", "State": "available", "PrivateDnsEnabled": true}, more)

test_endpoints[name] if {
	some name, tc in {
		"available": {"more": {}, "any": {"ecr.dkr"}, "private": {"ecr.dkr"}},
		"as the SDK spells it": {"more": {"State": "Available"}, "any": {"ecr.dkr"}, "private": {"ecr.dkr"}},
		"without private DNS": {"more": {"PrivateDnsEnabled": false}, "any": {"ecr.dkr"}, "private": set()},
		"pending": {"more": {"State": "pending"}, "any": set(), "private": set()},
		"a gateway": {"more": {"VpcEndpointType": "Gateway"}, "any": set(), "private": set()},
		"in China": {"more": {"ServiceName": "cn.com.amazonaws.cn-north-1.ecr.api"}, "any": {"ecr.api"}, "private": {"ecr.api"}},
		"a service of somebody": {"more": {"ServiceName": "com.amazonaws.vpce.ap-northeast-1.vpce-svc-1"}, "any": {"ap-northeast-1.vpce-svc-1"}, "private": {"ap-northeast-1.vpce-svc-1"}},
	}
	any_one := outbound.endpoints with input.ec2.vpc_endpoints as [_endpoint(tc.more)]
	any_one == {["vpc-1", service] | some service in tc.any}
	private := outbound.private_endpoints with input.ec2.vpc_endpoints as [_endpoint(tc.more)]
	private == {["vpc-1", service] | some service in tc.private}
}
