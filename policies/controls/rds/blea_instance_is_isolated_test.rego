package controls.rds.blea_instance_is_isolated_test

import data.controls.rds.blea_instance_is_isolated as control

_instance(subnets, groups, more) := object.union(
	{
		"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "DBInstanceIdentifier": "orders", "Engine": "aurora-postgresql", "PubliclyAccessible": false,
		"DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": name} | some name in subnets]},
		"VpcSecurityGroups": [{"VpcSecurityGroupId": name, "Status": "active"} | some name in groups],
	},
	more,
)

_tables := [
	{"id": "rtb-1", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "active"}]},
	{"id": "rtb-2", "VpcId": "vpc-1", "Associations": [{"Main": false, "SubnetId": "subnet-out"}], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active"}]},
]

_group(id, permissions) := {"id": id, "region": "ap-northeast-1", "IpPermissions": permissions}

_groups := [
	_group("sg-app", [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": "sg-task"}], "IpRanges": [], "Ipv6Ranges": [], "PrefixListIds": []}]),
	_group("sg-none", []),
	_group("sg-v4", [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]),
	_group("sg-v6", [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]),
	_group("sg-list", [{"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": "pl-1"}]}]),
]

_cases := {
	"BLEA's passes": {"instance": _instance(["subnet-in"], ["sg-app"], {}), "want": [["PASSED", "isolated"]]},
	"a group without rules passes": {"instance": _instance(["subnet-in"], ["sg-none"], {}), "want": [["PASSED", "isolated"]]},
	"no group passes": {"instance": _instance(["subnet-in"], [], {}), "want": [["PASSED", "isolated"]]},
	"a public one fails": {"instance": _instance(["subnet-in"], ["sg-app"], {"PubliclyAccessible": true}), "want": [["FAILED", "public"]]},
	"untold access fails": {"instance": object.remove(_instance(["subnet-in"], ["sg-app"], {}), ["PubliclyAccessible"]), "want": [["FAILED", "public"]]},
	"public in a public subnet fails once": {"instance": _instance(["subnet-out"], ["sg-v4"], {"PubliclyAccessible": true}), "want": [["FAILED", "public"]]},
	"a public subnet fails": {"instance": _instance(["subnet-in", "subnet-out"], ["sg-app"], {}), "want": [["FAILED", "public_subnet"]]},
	"IPv4 addresses fail": {"instance": _instance(["subnet-in"], ["sg-app", "sg-v4"], {}), "want": [["FAILED", "addresses"]]},
	"IPv6 addresses fail": {"instance": _instance(["subnet-in"], ["sg-v6"], {}), "want": [["FAILED", "addresses"]]},
	"a prefix list fails": {"instance": _instance(["subnet-in"], ["sg-list"], {}), "want": [["FAILED", "addresses"]]},
	"a VPC that shows no table warns": {"instance": _instance(["subnet-in"], ["sg-app"], {"DBSubnetGroup": {"VpcId": "vpc-2"}}), "want": [["WARNING", "unseen"]]},
	"addresses decide before that": {"instance": _instance(["subnet-in"], ["sg-v4"], {"DBSubnetGroup": {"VpcId": "vpc-2"}}), "want": [["FAILED", "addresses"]]},
	"Neptune is out of scope": {"instance": _instance(["subnet-out"], [], {"Engine": "neptune", "PubliclyAccessible": true}), "want": []},
	"DocumentDB is out of scope": {"instance": _instance(["subnet-in"], [], {"Engine": "docdb"}), "want": []},
	"public with addresses fails once": {"instance": _instance(["subnet-in"], ["sg-v4"], {"PubliclyAccessible": true}), "want": [["FAILED", "public"]]},
	"a public subnet with addresses fails once": {"instance": _instance(["subnet-out"], ["sg-v4"], {}), "want": [["FAILED", "public_subnet"]]},
	"public in a VPC that shows no table fails once": {"instance": _instance(["subnet-in"], ["sg-app"], {"PubliclyAccessible": true, "DBSubnetGroup": {"VpcId": "vpc-2"}}), "want": [["FAILED", "public"]]},
	"a public subnet beside one that shows no table fails once": {"instance": _instance(["subnet-in", "subnet-out"], ["sg-app"], {"DBSubnetGroup": {"VpcId": "vpc-2"}}), "want": [["FAILED", "public_subnet"]]},
}

test_blea_instance_is_isolated[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [tc.instance] with input.ec2.route_tables as _tables with input.ec2.security_groups as _groups
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [tc.instance]
	count(subjects) == count(tc.want)
}

test_the_reason_names_the_groups if {
	got := control.findings with input.rds.instances as [_instance(["subnet-in"], ["sg-v6", "sg-app", "sg-v4"], {})] with input.ec2.route_tables as _tables with input.ec2.security_groups as _groups
	[finding.args.groups | some finding in got] == [["sg-v4", "sg-v6"]]
}

test_plan_names_the_instance if {
	steps := control.plan with input.rds.instances as [_instance([], [], {"PubliclyAccessible": true}), _instance([], [], {"id": "a"})]
	[step.calls[0].params | some step in steps] == [{"DBInstanceIdentifier": "orders", "PubliclyAccessible": false, "ApplyImmediately": true}]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [object.union(tc.instance, {"Engine": engine})]
		findings := control.findings with input.rds.instances as elements with input.ec2.route_tables as _tables with input.ec2.security_groups as _groups
		findings == set()
		subjects := control.subjects with input.rds.instances as elements
		subjects == set()
	}
}
