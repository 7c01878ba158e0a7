package controls.vpc.tasks_reach_ecr_and_logs_test

import data.controls.vpc.tasks_reach_ecr_and_logs as control

_vpc := {"id": "vpc-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "OwnerId": "111122223333"}

_eni(subnet) := {"id": "eni-1", "VpcId": "vpc-1", "SubnetId": subnet, "Description": "arn:aws:ecs:ap-northeast-1:111122223333:attachment/a"}

_tables := [
	{"id": "rtb-routed", "VpcId": "vpc-1", "Associations": [{"SubnetId": "subnet-routed"}], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]},
	{"id": "rtb-main", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": []},
]

_endpoint(service, more) := object.union(
	{"VpcId": "vpc-1", "VpcEndpointType": "Interface", "ServiceName": sprintf("com.amazonaws.ap-northeast-1.%s", [service]), "State": "available", "PrivateDnsEnabled": true},
	more,
)

_all := [_endpoint(service, {}) | some service in ["ecr.api", "ecr.dkr", "logs"]]

test_tasks_reach_ecr_and_logs[name] if {
	some name, tc in {
		"all endpoints pass": {"enis": [_eni("subnet-isolated")], "endpoints": _all, "want": ["PASSED", "endpoints", {}]},
		"all endpoints pass beside a default route": {"enis": [_eni("subnet-routed")], "endpoints": _all, "want": ["PASSED", "endpoints", {}]},
		"a default route passes": {"enis": [_eni("subnet-routed")], "endpoints": [], "want": ["PASSED", "routed", {}]},
		"neither fails": {"enis": [_eni("subnet-isolated")], "endpoints": [], "want": ["FAILED", "cut_off", {"missing": ["ecr.api", "ecr.dkr", "logs"]}]},
		"one of two without a route fails": {"enis": [object.union(_eni("subnet-routed"), {"id": "eni-2"}), _eni("subnet-isolated")], "endpoints": [], "want": ["FAILED", "cut_off", {"missing": ["ecr.api", "ecr.dkr", "logs"]}]},
		"what is no task may be cut off": {"enis": [_eni("subnet-routed"), {"id": "eni-9", "VpcId": "vpc-1", "SubnetId": "subnet-isolated"}], "endpoints": [], "want": ["PASSED", "routed", {}]},
		"one missing endpoint fails": {"enis": [_eni("subnet-isolated")], "endpoints": array.slice(_all, 1, 9), "want": ["FAILED", "cut_off", {"missing": ["ecr.api"]}]},
		"endpoints without private DNS fail": {
			"enis": [_eni("subnet-isolated")],
			"endpoints": array.concat(array.slice(_all, 1, 9), [_endpoint("ecr.api", {"PrivateDnsEnabled": false})]),
			"want": ["FAILED", "cut_off", {"missing": ["ecr.api"]}],
		},
		"endpoints of another VPC fail": {
			"enis": [_eni("subnet-isolated")],
			"endpoints": [object.union(endpoint, {"VpcId": "vpc-2"}) | some endpoint in _all],
			"want": ["FAILED", "cut_off", {"missing": ["ecr.api", "ecr.dkr", "logs"]}],
		},
	}
	got := control.findings with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.network_interfaces as tc.enis
		with input.ec2.route_tables as _tables
		with input.ec2.vpc_endpoints as tc.endpoints
	[[finding.status, finding.code, finding.args] | some finding in got] == [tc.want]
}

test_scope[name] if {
	some name, tc in {
		"a VPC in use": {"owner": "111122223333", "enis": [_eni("subnet-routed")], "want": {"vpc-1"}},
		"a VPC without": {"owner": "111122223333", "enis": [{"id": "eni-9", "VpcId": "vpc-1", "SubnetId": "subnet-routed"}], "want": set()},
		"a shared VPC": {"owner": "444455556666", "enis": [_eni("subnet-routed")], "want": set()},
	}
	got := control.subjects with input.ec2.vpcs as [object.union(_vpc, {"OwnerId": tc.owner})]
		with input.account as {"account": "111122223333"}
		with input.ec2.network_interfaces as tc.enis
	got == tc.want
	every subnet in ["subnet-routed", "subnet-isolated"] {
		every endpoints in [[], _all] {
			found := control.findings with input.ec2.vpcs as [object.union(_vpc, {"OwnerId": tc.owner})]
				with input.account as {"account": "111122223333"}
				with input.ec2.network_interfaces as [object.union(eni, {"SubnetId": subnet}) | some eni in tc.enis]
				with input.ec2.route_tables as _tables
				with input.ec2.vpc_endpoints as endpoints
			{finding.id | some finding in found} == tc.want
		}
	}
}
