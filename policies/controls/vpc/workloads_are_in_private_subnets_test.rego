package controls.vpc.workloads_are_in_private_subnets_test

import data.controls.vpc.workloads_are_in_private_subnets as control

_eni(more) := object.union({"id": "eni-1", "region": "ap-northeast-1", "VpcId": "vpc-1"}, more)

test_workloads_are_in_private_subnets[name] if {
	some name, tc in {
		"an instance in a private subnet passes": {"eni": {"Attachment": {"InstanceId": "i-1"}, "SubnetId": "subnet-private"}, "want": ["PASSED private"]},
		"a task in a private subnet passes": {"eni": {"Description": "arn:aws:ecs:ap-northeast-1:111122223333:attachment/a", "SubnetId": "subnet-private"}, "want": ["PASSED private"]},
		"a database in a private subnet passes": {"eni": {"RequesterId": "amazon-rds", "SubnetId": "subnet-private"}, "want": ["PASSED private"]},
		"an instance in a public subnet fails": {"eni": {"Attachment": {"InstanceId": "i-1"}, "SubnetId": "subnet-public"}, "want": ["FAILED subnet"]},
		"a task in a public subnet fails": {"eni": {"Description": "arn:aws:ecs:ap-northeast-1:111122223333:attachment/a", "SubnetId": "subnet-public"}, "want": ["FAILED subnet"]},
		"a database in a public subnet fails": {"eni": {"Description": "RDSNetworkInterface", "SubnetId": "subnet-public"}, "want": ["FAILED subnet"]},
		"a public address fails": {"eni": {"Attachment": {"InstanceId": "i-1"}, "SubnetId": "subnet-public", "Association": {"PublicIp": "203.0.113.1"}}, "want": ["FAILED address"]},
		"a public address fails in a private subnet too": {"eni": {"Attachment": {"InstanceId": "i-1"}, "SubnetId": "subnet-private", "Association": {"PublicIp": "203.0.113.1"}}, "want": ["FAILED address"]},
		"a load balancer is out of scope": {"eni": {"Description": "ELB app/web/1", "RequesterId": "amazon-elb", "SubnetId": "subnet-public", "Association": {"PublicIp": "203.0.113.1"}}, "want": []},
		"a NAT gateway is out of scope": {"eni": {"InterfaceType": "nat_gateway", "SubnetId": "subnet-public", "Association": {"PublicIp": "203.0.113.1"}}, "want": []},
		"an unattached interface in a private subnet too": {"eni": {"SubnetId": "subnet-private"}, "want": []},
		"an unattached interface is out of scope": {"eni": {"SubnetId": "subnet-public"}, "want": []},
	}
	got := control.findings with input.ec2.network_interfaces as [_eni(tc.eni)] with input.ec2.route_tables as _tables
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.network_interfaces as [_eni(tc.eni)] with input.ec2.route_tables as _tables
	count(subjects) == count(tc.want)
}

_tables := [
	{
		"id": "rtb-public", "VpcId": "vpc-1",
		"Associations": [{"SubnetId": "subnet-public"}],
		"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active"}],
	},
	{"id": "rtb-main", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "active"}]},
]
