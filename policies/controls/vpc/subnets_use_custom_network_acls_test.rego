package controls.vpc.subnets_use_custom_network_acls_test

import data.controls.vpc.subnets_use_custom_network_acls as control

_vpc := {"id": "vpc-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "OwnerId": "111122223333"}

_acl(more) := object.union({"id": "acl-1", "VpcId": "vpc-1", "IsDefault": false, "Associations": [{"SubnetId": "subnet-1"}]}, more)

_default := _acl({"id": "acl-default", "IsDefault": true, "Associations": [{"SubnetId": "subnet-2"}]})

_firewall(more) := object.union({"id": "vpce-1", "VpcId": "vpc-1", "VpcEndpointType": "GatewayLoadBalancer", "tags": {"AWSNetworkFirewallManaged": "true", "Firewall": "arn"}}, more)

test_subnets_use_custom_network_acls[name] if {
	some name, tc in {
		"an own ACL passes": {"acls": [_acl({})], "endpoints": [], "want": ["PASSED custom"]},
		"an own ACL of some subnets passes": {"acls": [_default, _acl({})], "endpoints": [], "want": ["PASSED custom"]},
		"the default ACL fails": {"acls": [_default], "endpoints": [], "want": ["FAILED default"]},
		"an own ACL of no subnet fails": {"acls": [_default, _acl({"Associations": []})], "endpoints": [], "want": ["FAILED default"]},
		"another VPC's fails": {"acls": [_default, _acl({"VpcId": "vpc-2"})], "endpoints": [], "want": ["FAILED default"]},
		"the default ACL behind a firewall passes": {"acls": [_default], "endpoints": [_firewall({})], "want": ["PASSED firewall"]},
		"an own ACL behind a firewall is told": {"acls": [_acl({})], "endpoints": [_firewall({})], "want": ["PASSED custom"]},
		"a firewall in another VPC fails": {"acls": [_default], "endpoints": [_firewall({"VpcId": "vpc-2"})], "want": ["FAILED default"]},
		"an endpoint of another kind fails": {"acls": [_default], "endpoints": [_firewall({"VpcEndpointType": "Interface"})], "want": ["FAILED default"]},
		"an endpoint of somebody's appliance fails": {"acls": [_default], "endpoints": [object.union(_firewall({}), {"tags": {"AWSNetworkFirewallManaged": "no"}})], "want": ["FAILED default"]},
	}
	got := control.findings with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.subnets as [{"id": "subnet-1", "VpcId": "vpc-1"}]
		with input.ec2.network_acls as tc.acls
		with input.ec2.vpc_endpoints as tc.endpoints
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_scope[name] if {
	some name, tc in {
		"a VPC with a subnet": {"owner": "111122223333", "subnet": "vpc-1", "want": {"vpc-1"}},
		"a VPC without": {"owner": "111122223333", "subnet": "vpc-2", "want": set()},
		"a shared VPC": {"owner": "444455556666", "subnet": "vpc-1", "want": set()},
	}
	got := control.subjects with input.ec2.vpcs as [object.union(_vpc, {"OwnerId": tc.owner})]
		with input.account as {"account": "111122223333"}
		with input.ec2.subnets as [{"id": "subnet-1", "VpcId": tc.subnet}]
	got == tc.want
	every world in [{"acls": [], "endpoints": []}, {"acls": [_acl({})], "endpoints": []}, {"acls": [_default], "endpoints": [_firewall({})]}] {
		found := control.findings with input.ec2.vpcs as [object.union(_vpc, {"OwnerId": tc.owner})]
			with input.account as {"account": "111122223333"}
			with input.ec2.subnets as [{"id": "subnet-1", "VpcId": tc.subnet}]
			with input.ec2.network_acls as world.acls
			with input.ec2.vpc_endpoints as world.endpoints
		{finding.id | some finding in found} == tc.want
	}
}
