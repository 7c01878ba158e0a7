package controls.rds.instance_is_not_in_public_subnet_test

import data.controls.rds.instance_is_not_in_public_subnet as control

_instance(names, more) := object.union(
	{
		"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "Engine": "mysql",
		"DBSubnetGroup": {"DBSubnetGroupName": "g", "VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": name} | some name in names]},
	},
	more,
)

_table(id, associations, gateway) := {"id": id, "region": "ap-northeast-1", "VpcId": "vpc-1", "Associations": associations, "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway, "State": "active"}]}

# subnet-out leads out, subnet-in does not, and all others follow the main table.
_tables(main) := [
	_table("rtb-1", [{"Main": false, "SubnetId": "subnet-out"}], "igw-1"),
	_table("rtb-2", [{"Main": false, "SubnetId": "subnet-in"}], "vgw-1"),
	_table("rtb-3", [{"Main": true}], main),
]

_cases := {
	"a private subnet passes": {"instance": _instance(["subnet-in"], {}), "main": "igw-1", "want": ["PASSED"]},
	"a public subnet fails": {"instance": _instance(["subnet-out"], {}), "main": "local", "want": ["FAILED"]},
	"one public subnet of several fails": {"instance": _instance(["subnet-in", "subnet-out"], {}), "main": "local", "want": ["FAILED"]},
	"the main table decides, closed": {"instance": _instance(["subnet-x"], {}), "main": "local", "want": ["PASSED"]},
	"the main table decides, open": {"instance": _instance(["subnet-x"], {}), "main": "igw-1", "want": ["FAILED"]},
	"a VPC that shows no table is another account's": {"instance": _instance(["subnet-x"], {"DBSubnetGroup": {"VpcId": "vpc-2"}}), "main": "igw-1", "want": ["WARNING"]},
	"a public subnet beside one that shows no table fails": {"instance": _instance(["subnet-x", "subnet-out"], {"DBSubnetGroup": {"VpcId": "vpc-2"}}), "main": "igw-1", "want": ["FAILED"]},
	"a table of its own is enough": {"instance": _instance(["subnet-in"], {"DBSubnetGroup": {"VpcId": "vpc-2"}}), "main": "igw-1", "want": ["PASSED"]},
	"no subnets pass": {"instance": _instance([], {}), "main": "igw-1", "want": ["PASSED"]},
	"no subnet group passes": {"instance": object.remove(_instance([], {}), ["DBSubnetGroup"]), "main": "igw-1", "want": ["PASSED"]},
	"public access does not matter": {"instance": _instance(["subnet-in"], {"PubliclyAccessible": true}), "main": "igw-1", "want": ["PASSED"]},
	"an Aurora instance counts": {"instance": _instance(["subnet-out"], {"Engine": "aurora-mysql"}), "main": "local", "want": ["FAILED"]},
	"Neptune is out of scope": {"instance": _instance(["subnet-out"], {"Engine": "neptune"}), "main": "local", "want": []},
	"DocumentDB is out of scope": {"instance": _instance(["subnet-in"], {"Engine": "docdb"}), "main": "local", "want": []},
}

test_instance_is_not_in_public_subnet[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [tc.instance] with input.ec2.route_tables as _tables(tc.main)
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [tc.instance]
	count(subjects) == count(tc.want)
}

test_the_reason_names_the_subnets if {
	got := control.findings with input.rds.instances as [_instance(["subnet-x", "subnet-in", "subnet-out"], {})] with input.ec2.route_tables as _tables("igw-1")
	[finding.args.subnets | some finding in got] == [["subnet-out", "subnet-x"]]
}

test_the_warning_names_the_subnets if {
	got := control.findings with input.rds.instances as [_instance(["subnet-x", "subnet-in"], {"DBSubnetGroup": {"VpcId": "vpc-2"}})] with input.ec2.route_tables as _tables("local")
	[finding.args.subnets | some finding in got] == [["subnet-x"]]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [object.union(tc.instance, {"Engine": engine})]
		findings := control.findings with input.rds.instances as elements with input.ec2.route_tables as _tables(tc.main)
		findings == set()
		subjects := control.subjects with input.rds.instances as elements
		subjects == set()
	}
}
