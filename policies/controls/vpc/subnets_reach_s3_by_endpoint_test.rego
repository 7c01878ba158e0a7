package controls.vpc.subnets_reach_s3_by_endpoint_test

import data.controls.vpc.subnets_reach_s3_by_endpoint as control

_vpc := {"id": "vpc-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "OwnerId": "111122223333"}

_subnets := [{"id": "subnet-public", "VpcId": "vpc-1"}, {"id": "subnet-own", "VpcId": "vpc-1"}, {"id": "subnet-main", "VpcId": "vpc-1"}]

_tables := [
	{"id": "rtb-public", "VpcId": "vpc-1", "Associations": [{"SubnetId": "subnet-public"}], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}]},
	{"id": "rtb-own", "VpcId": "vpc-1", "Associations": [{"SubnetId": "subnet-own"}], "Routes": []},
	{"id": "rtb-main", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": []},
]

_endpoint(more) := object.union(
	{"id": "vpce-1", "VpcId": "vpc-1", "VpcEndpointType": "Gateway", "ServiceName": "com.amazonaws.ap-northeast-1.s3", "State": "available", "RouteTableIds": ["rtb-own", "rtb-main"]},
	more,
)

_interface := _endpoint({"VpcEndpointType": "Interface", "RouteTableIds": [], "PrivateDnsEnabled": true})

_got(endpoints) := [[finding.status, finding.code, finding.args] | some finding in found] if {
	found := control.findings with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.subnets as _subnets
		with input.ec2.route_tables as _tables
		with input.ec2.vpc_endpoints as endpoints
}

test_subnets_reach_s3_by_endpoint[name] if {
	some name, tc in {
		"a gateway in all route tables passes": {"endpoints": [_endpoint({})], "want": ["PASSED", "gateway", {}]},
		"two gateways together pass": {"endpoints": [_endpoint({"RouteTableIds": ["rtb-own"]}), _endpoint({"id": "vpce-2", "RouteTableIds": ["rtb-main"]})], "want": ["PASSED", "gateway", {}]},
		"one table without it fails": {"endpoints": [_endpoint({"RouteTableIds": ["rtb-own"]})], "want": ["FAILED", "unserved", {"subnets": ["subnet-main"]}]},
		"the main table alone fails": {"endpoints": [_endpoint({"RouteTableIds": ["rtb-main"]})], "want": ["FAILED", "unserved", {"subnets": ["subnet-own"]}]},
		"the public table alone fails": {"endpoints": [_endpoint({"RouteTableIds": ["rtb-public"]})], "want": ["FAILED", "unserved", {"subnets": ["subnet-main", "subnet-own"]}]},
		"none fails": {"endpoints": [], "want": ["FAILED", "unserved", {"subnets": ["subnet-main", "subnet-own"]}]},
		"one that is not there yet fails": {"endpoints": [_endpoint({"State": "pending"})], "want": ["FAILED", "unserved", {"subnets": ["subnet-main", "subnet-own"]}]},
		"DynamoDB's fails": {"endpoints": [_endpoint({"ServiceName": "com.amazonaws.ap-northeast-1.dynamodb"})], "want": ["FAILED", "unserved", {"subnets": ["subnet-main", "subnet-own"]}]},
		"an interface with private DNS passes": {"endpoints": [_interface], "want": ["PASSED", "interface", {}]},
		"a gateway beside an interface is told": {"endpoints": [_endpoint({}), _interface], "want": ["PASSED", "gateway", {}]},
		"an interface without fails": {
			"endpoints": [_endpoint({"VpcEndpointType": "Interface", "RouteTableIds": [], "PrivateDnsEnabled": false})],
			"want": ["FAILED", "unserved", {"subnets": ["subnet-main", "subnet-own"]}],
		},
	}
	_got(tc.endpoints) == [tc.want]
}

test_scope[name] if {
	some name, tc in {
		"private subnets": {"owner": "111122223333", "subnets": _subnets, "want": {"vpc-1"}},
		"public subnets only": {"owner": "111122223333", "subnets": [_subnets[0]], "want": set()},
		"no subnet": {"owner": "111122223333", "subnets": [], "want": set()},
		"a shared VPC": {"owner": "444455556666", "subnets": _subnets, "want": set()},
	}
	got := control.subjects with input.ec2.vpcs as [object.union(_vpc, {"OwnerId": tc.owner})]
		with input.account as {"account": "111122223333"}
		with input.ec2.subnets as tc.subnets
		with input.ec2.route_tables as _tables
	got == tc.want
	every endpoints in [[], [_endpoint({})], [_interface]] {
		found := control.findings with input.ec2.vpcs as [object.union(_vpc, {"OwnerId": tc.owner})]
			with input.account as {"account": "111122223333"}
			with input.ec2.subnets as tc.subnets
			with input.ec2.route_tables as _tables
			with input.ec2.vpc_endpoints as endpoints
		{finding.id | some finding in found} == tc.want
	}
}

test_plan[name] if {
	some name, tc in {
		"an endpoint that lacks tables": {"endpoints": [_endpoint({"RouteTableIds": ["rtb-own"]})], "want": [["vpce-1", ["rtb-main"], ["rtb-own", "rtb-main"]]]},
		"one that serves all": {"endpoints": [_endpoint({})], "want": []},
		"no endpoint": {"endpoints": [], "want": []},
	}
	steps := control.plan with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.subnets as _subnets
		with input.ec2.route_tables as _tables
		with input.ec2.vpc_endpoints as tc.endpoints
	[[step.calls[0].params.VpcEndpointId, step.calls[0].params.AddRouteTableIds, step.effect[0].value] | some step in steps] == tc.want
}
