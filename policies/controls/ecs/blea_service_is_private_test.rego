package controls.ecs.blea_service_is_private_test

import data.controls.ecs.blea_service_is_private as control

import data.lib.ecs_test as world

_subnet(owner) := {"id": "subnet-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "OwnerId": owner}

_table(gateway) := {
	"id": "rtb-1",
	"region": "ap-northeast-1",
	"VpcId": "vpc-1",
	"Associations": [{"SubnetId": "subnet-1", "Main": false}],
	"Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"}, gateway],
}

_closed := {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}

_open := {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}

test_blea_service_is_private[name] if {
	some name, tc in {
		"an isolated subnet passes": {"service": world.service({}), "route": {}, "owner": "111122223333", "want": ["PASSED private"]},
		"a subnet behind a NAT gateway passes": {"service": world.service({}), "route": _closed, "owner": "111122223333", "want": ["PASSED private"]},
		"a public subnet fails": {"service": world.service({}), "route": _open, "owner": "111122223333", "want": ["FAILED public_subnet"]},
		"a public address fails": {"service": world.service({"NetworkConfiguration": world.network("ENABLED")}), "route": _open, "owner": "111122223333", "want": ["FAILED public_address"]},
		"a public address fails in any subnet": {"service": world.service({"NetworkConfiguration": world.network("ENABLED")}), "route": {}, "owner": "444455556666", "want": ["FAILED public_address"]},
		"a shared subnet is open": {"service": world.service({}), "route": {}, "owner": "444455556666", "want": ["WARNING foreign"]},
		"no network passes": {"service": world.service({"NetworkConfiguration": null}), "route": _open, "owner": "111122223333", "want": ["PASSED private"]},
		"instances are out of scope": {"service": world.service({"LaunchType": "EC2", "NetworkConfiguration": world.network("ENABLED")}), "route": _open, "owner": "111122223333", "want": []},
		"in an isolated subnet too": {"service": world.service({"LaunchType": "EC2"}), "route": {}, "owner": "111122223333", "want": []},
		"in a public subnet too": {"service": world.service({"LaunchType": "EC2"}), "route": _open, "owner": "111122223333", "want": []},
		"in a subnet of another account too": {"service": world.service({"LaunchType": "EC2"}), "route": {}, "owner": "444455556666", "want": []},
		"a public address in an isolated subnet fails": {"service": world.service({"NetworkConfiguration": world.network("ENABLED")}), "route": {}, "owner": "111122223333", "want": ["FAILED public_address"]},
	}
	evidence := {
		"account": {"account": "111122223333"},
		"ecs": {"services": [tc.service]},
		"ec2": {"subnets": [_subnet(tc.owner)], "route_tables": [_table(tc.route)]},
	}
	got := control.findings with input as evidence
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input as evidence
	count(subjects) == count(tc.want)
}

test_a_public_subnet_comes_before_a_shared_one if {
	got := control.findings with input.account as {"account": "111122223333"}
		with input.ecs.services as [world.service({"NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp": "DISABLED", "Subnets": ["subnet-1", "subnet-2"]}}})]
		with input.ec2.subnets as [_subnet("111122223333"), object.union(_subnet("444455556666"), {"id": "subnet-2"})]
		with input.ec2.route_tables as [_table(_open)]
	[[finding.code, finding.args.subnets] | some finding in got] == [["public_subnet", ["subnet-1"]]]
}

test_plan_names_the_service if {
	steps := control.plan with input.ecs.services as [world.service({"NetworkConfiguration": world.network("ENABLED")}), world.service({"id": "other", "LaunchType": "EC2", "NetworkConfiguration": world.network("ENABLED")})]
	[step.subject | some step in steps] == [world.service({}).id]
}
