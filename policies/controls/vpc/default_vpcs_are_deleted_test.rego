package controls.vpc.default_vpcs_are_deleted_test

import data.controls.vpc.default_vpcs_are_deleted as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}, {"id": "us-east-1", "region": "us-east-1"}]

_vpc(more) := object.union({"id": "vpc-1", "VpcId": "vpc-1", "region": "us-east-1", "OwnerId": "111122223333", "IsDefault": true}, more)

_interface(n, more) := object.union({"id": sprintf("eni-%d", [n]), "region": "us-east-1", "VpcId": "vpc-1"}, more)

_gateway := {"id": "igw-1", "region": "us-east-1", "InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}

_acl(more) := object.union({"id": "acl-1", "region": "us-east-1", "VpcId": "vpc-1"}, more)

_closed := {"id": "sg-1", "region": "us-east-1", "VpcId": "vpc-1", "GroupName": "default", "IpPermissions": [], "IpPermissionsEgress": []}

_fresh := object.union(_closed, {"IpPermissions": [{"IpProtocol": "-1"}], "IpPermissionsEgress": [{"IpProtocol": "-1"}]})

test_default_vpcs_are_deleted[name] if {
	some name, tc in {
		"no VPC passes": {"vpcs": [], "want": ["PASSED", "none"]},
		"another VPC passes": {"vpcs": [_vpc({"IsDefault": false})], "want": ["PASSED", "none"]},
		"an untold kind passes": {"vpcs": [object.remove(_vpc({}), ["IsDefault"])], "want": ["PASSED", "none"]},
		"a default VPC of another account passes": {"vpcs": [_vpc({"OwnerId": "444455556666"})], "want": ["PASSED", "none"]},
		"a fresh default VPC fails": {"vpcs": [_vpc({})], "gateways": [_gateway], "groups": [_fresh], "want": ["FAILED", "unused"]},
		"one without a gateway fails": {"vpcs": [_vpc({})], "groups": [_fresh], "want": ["FAILED", "unused"]},
		"one with a gateway and a closed group fails": {"vpcs": [_vpc({})], "gateways": [_gateway], "groups": [_closed], "want": ["FAILED", "unused"]},
		"one without a gateway and with a closed group fails with a note": {"vpcs": [_vpc({})], "groups": [_closed], "want": ["FAILED", "contained"]},
		"one with outbound rules is not closed": {"vpcs": [_vpc({})], "groups": [object.union(_closed, {"IpPermissionsEgress": [{"IpProtocol": "-1"}]})], "want": ["FAILED", "unused"]},
		"one whose group is not told is not closed": {"vpcs": [_vpc({})], "want": ["FAILED", "unused"]},
		"the closed group of another VPC does not count": {"vpcs": [_vpc({})], "groups": [object.union(_closed, {"VpcId": "vpc-2"})], "want": ["FAILED", "unused"]},
		"a group of its own is a change": {"vpcs": [_vpc({})], "groups": [_fresh, object.union(_closed, {"id": "sg-2", "GroupName": "web"})], "want": ["FAILED", "changed"]},
		"a group of its own beside a closed one is no change": {"vpcs": [_vpc({})], "groups": [_closed, object.union(_closed, {"id": "sg-2", "GroupName": "web"})], "want": ["FAILED", "contained"]},
		"a group of another VPC is no change": {"vpcs": [_vpc({}), _vpc({"id": "vpc-2", "VpcId": "vpc-2", "IsDefault": false})], "groups": [_fresh, object.union(_fresh, {"id": "sg-2", "VpcId": "vpc-2", "GroupName": "web"})], "want": ["FAILED", "unused"]},
		"an ACL of its own is a change": {"vpcs": [_vpc({})], "groups": [_fresh], "acls": [_acl({"IsDefault": false})], "want": ["FAILED", "changed"]},
		"the default ACL is no change": {"vpcs": [_vpc({})], "groups": [_fresh], "acls": [_acl({"IsDefault": true})], "want": ["FAILED", "unused"]},
		"an ACL of another VPC is no change": {"vpcs": [_vpc({})], "groups": [_fresh], "acls": [_acl({"IsDefault": false, "VpcId": "vpc-2"})], "want": ["FAILED", "unused"]},
		"an ACL of its own in use": {"vpcs": [_vpc({})], "groups": [_fresh], "acls": [_acl({"IsDefault": false})], "interfaces": [_interface(1, {})], "want": ["FAILED", "in_use"]},
		"a changed VPC that is no default one passes": {"vpcs": [_vpc({"IsDefault": false})], "acls": [_acl({"IsDefault": false})], "want": ["PASSED", "none"]},
		"one with inbound rules is not closed": {"vpcs": [_vpc({})], "groups": [object.union(_closed, {"IpPermissions": [{"IpProtocol": "-1"}]})], "want": ["FAILED", "unused"]},
		"the closed group of another Region does not count": {"vpcs": [_vpc({})], "groups": [object.union(_closed, {"region": "ap-northeast-1"})], "want": ["FAILED", "unused"]},
		"the gateway of another VPC does not count": {"vpcs": [_vpc({})], "gateways": [object.union(_gateway, {"Attachments": [{"VpcId": "vpc-2"}]})], "groups": [_closed], "want": ["FAILED", "contained"]},
		"the gateway of another Region does not count": {"vpcs": [_vpc({})], "gateways": [object.union(_gateway, {"region": "ap-northeast-1"})], "groups": [_closed], "want": ["FAILED", "contained"]},
		"a detached gateway does not count": {"vpcs": [_vpc({})], "gateways": [object.remove(_gateway, ["Attachments"])], "groups": [_closed], "want": ["FAILED", "contained"]},
		"another VPC in use does not count": {"vpcs": [_vpc({}), _vpc({"id": "vpc-2", "VpcId": "vpc-2", "IsDefault": false})], "interfaces": [_interface(1, {"VpcId": "vpc-2"})], "groups": [_fresh], "want": ["FAILED", "unused"]},
		"another contained VPC does not count": {"vpcs": [_vpc({}), _vpc({"id": "vpc-2", "VpcId": "vpc-2", "IsDefault": false})], "groups": [_fresh, object.union(_closed, {"id": "sg-2", "VpcId": "vpc-2"})], "want": ["FAILED", "unused"]},
		"interfaces of another Region do not count": {"vpcs": [_vpc({})], "interfaces": [_interface(1, {"region": "ap-northeast-1"})], "groups": [_fresh], "want": ["FAILED", "unused"]},
		"one in use fails": {"vpcs": [_vpc({})], "interfaces": [_interface(1, {}), _interface(2, {})], "groups": [_closed], "want": ["FAILED", "in_use"]},
		"interfaces of another VPC do not count": {"vpcs": [_vpc({})], "interfaces": [_interface(1, {"VpcId": "vpc-2"})], "groups": [_fresh], "want": ["FAILED", "unused"]},
	}
	got := control.findings with input.account as _account
		with input.regions as _regions
		with input.ec2.vpcs as tc.vpcs
		with input.ec2.network_interfaces as object.get(tc, "interfaces", [])
		with input.ec2.internet_gateways as object.get(tc, "gateways", [])
		with input.ec2.security_groups as object.get(tc, "groups", [])
		with input.ec2.network_acls as object.get(tc, "acls", [])
	count(got) == 2
	[[finding.status, finding.code] | some finding in got; finding.id == "us-east-1"] == [tc.want]
	[finding.code | some finding in got; finding.id == "ap-northeast-1"] == ["none"]
}

test_the_interfaces_are_counted if {
	got := control.findings with input.account as _account
		with input.regions as _regions
		with input.ec2.vpcs as [_vpc({}), _vpc({"id": "vpc-2", "VpcId": "vpc-2", "IsDefault": false})]
		with input.ec2.network_interfaces as [_interface(1, {}), _interface(2, {}), _interface(3, {"VpcId": "vpc-2"}), _interface(4, {"region": "ap-northeast-1"})]
	[finding.args | some finding in got; finding.id == "us-east-1"] == [{"interfaces": 2}]
}

test_the_subnets_are_counted if {
	got := control.findings with input.account as _account
		with input.regions as _regions
		with input.ec2.vpcs as [_vpc({}), _vpc({"id": "vpc-2", "VpcId": "vpc-2", "IsDefault": false})]
		with input.ec2.subnets as [
			{"id": "subnet-1", "VpcId": "vpc-1", "region": "us-east-1"},
			{"id": "subnet-2", "VpcId": "vpc-2", "region": "us-east-1"},
			{"id": "subnet-3", "VpcId": "vpc-1", "region": "us-east-1"},
			{"id": "subnet-4", "VpcId": "vpc-1", "region": "ap-northeast-1"},
		]
	[finding.args | some finding in got; finding.id == "us-east-1"] == [{"subnets": 2}]
	none := control.findings with input.account as _account with input.regions as _regions with input.ec2.vpcs as [_vpc({})]
	[finding.args | some finding in none; finding.id == "us-east-1"] == [{"subnets": 0}]
}

_steps(interfaces, groups, acls) := steps if {
	steps := control.plan with input.account as _account
		with input.regions as _regions
		with input.ec2.vpcs as [_vpc({}), _vpc({"id": "vpc-2", "VpcId": "vpc-2", "IsDefault": false})]
		with input.ec2.subnets as [{"id": "subnet-1", "region": "us-east-1", "VpcId": "vpc-1"}, {"id": "subnet-2", "region": "us-east-1", "VpcId": "vpc-2"}, {"id": "subnet-3", "region": "us-east-1", "VpcId": "vpc-1"}]
		with input.ec2.internet_gateways as [_gateway, object.union(_gateway, {"id": "igw-2", "InternetGatewayId": "igw-2", "Attachments": [{"VpcId": "vpc-2"}]})]
		with input.ec2.network_interfaces as interfaces
		with input.ec2.security_groups as groups
		with input.ec2.network_acls as acls
}

test_plan_deletes_an_empty_vpc if {
	others := [object.union(_fresh, {"id": "sg-2", "VpcId": "vpc-2", "GroupName": "web"}), object.union(_fresh, {"id": "sg-3", "region": "ap-northeast-1", "GroupName": "web"})]
	acls := [
		{"id": "acl-1", "region": "us-east-1", "VpcId": "vpc-1", "IsDefault": true},
		{"id": "acl-2", "region": "us-east-1", "VpcId": "vpc-2", "IsDefault": false},
		{"id": "acl-3", "region": "ap-northeast-1", "VpcId": "vpc-1", "IsDefault": false},
	]
	steps := _steps([], array.concat([_fresh], others), acls)
	[[call.operation, call.params] | some step in steps; some call in step.calls] == [
		["DetachInternetGateway", {"InternetGatewayId": "igw-1", "VpcId": "vpc-1"}],
		["DeleteInternetGateway", {"InternetGatewayId": "igw-1"}],
		["DeleteSubnet", {"SubnetId": "subnet-1"}],
		["DeleteSubnet", {"SubnetId": "subnet-3"}],
		["DeleteVpc", {"VpcId": "vpc-1"}],
	]
	{[step.subject, step.region, step.destructive] | some step in steps} == {["us-east-1", "us-east-1", true]}
}

test_plan_leaves_other_vpcs_alone[name] if {
	some name, tc in {
		"in use": {"interfaces": [_interface(1, {})], "groups": [_fresh], "acls": []},
		"with a group of its own": {"interfaces": [], "groups": [_fresh, object.union(_fresh, {"id": "sg-2", "GroupName": "web"})], "acls": []},
		"with an ACL of its own": {"interfaces": [], "groups": [_fresh], "acls": [{"id": "acl-2", "region": "us-east-1", "VpcId": "vpc-1", "IsDefault": false}]},
	}
	count(_steps(tc.interfaces, tc.groups, tc.acls)) == 0
}
