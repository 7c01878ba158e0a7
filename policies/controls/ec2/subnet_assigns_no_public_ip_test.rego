package controls.ec2.subnet_assigns_no_public_ip_test

import data.controls.ec2.subnet_assigns_no_public_ip as control

_subnet(more) := object.union({"id": "subnet-1", "region": "ap-northeast-1"}, more)

test_subnet_assigns_no_public_ip[name] if {
	some name, tc in {
		"false passes": {"subnet": {"OwnerId": "111122223333", "MapPublicIpOnLaunch": false}, "want": ["PASSED manual"]},
		"nothing told passes": {"subnet": {"OwnerId": "111122223333"}, "want": ["PASSED manual"]},
		"IPv6 does not count": {"subnet": {"OwnerId": "111122223333", "AssignIpv6AddressOnCreation": true}, "want": ["PASSED manual"]},
		"true fails": {"subnet": {"OwnerId": "111122223333", "MapPublicIpOnLaunch": true}, "want": ["FAILED automatic"]},
		"an untold owner is this account": {"subnet": {"MapPublicIpOnLaunch": true}, "want": ["FAILED automatic"]},
		"a shared subnet that assigns none too": {"subnet": {"OwnerId": "444455556666", "MapPublicIpOnLaunch": false}, "want": []},
		"a shared subnet is out of scope": {"subnet": {"OwnerId": "444455556666", "MapPublicIpOnLaunch": true}, "want": []},
	}
	got := control.findings with input.ec2.subnets as [_subnet(tc.subnet)] with input.account as {"account": "111122223333"}
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.subnets as [_subnet(tc.subnet)] with input.account as {"account": "111122223333"}
	count(subjects) == count(tc.want)
}

test_plan_names_the_subnet if {
	steps := control.plan with input.account as {"account": "111122223333"}
		with input.ec2.subnets as [_subnet({"MapPublicIpOnLaunch": true}), _subnet({"id": "subnet-2"}), _subnet({"id": "subnet-3", "OwnerId": "444455556666", "MapPublicIpOnLaunch": true})]
	[step.calls[0].params | some step in steps] == [{"SubnetId": "subnet-1", "MapPublicIpOnLaunch": {"Value": false}}]
}
