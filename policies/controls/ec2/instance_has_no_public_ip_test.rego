package controls.ec2.instance_has_no_public_ip_test

import data.controls.ec2.instance_has_no_public_ip as control

_instance(more) := object.union({"id": "i-1", "region": "ap-northeast-1", "InstanceId": "i-1"}, more)

test_instance_has_no_public_ip[name] if {
	some name, tc in {
		"no address passes": {"instance": {"State": {"Name": "running"}, "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.0.1"}]}, "want": ["PASSED private"]},
		"nothing told of addresses passes": {"instance": {}, "want": ["PASSED private"]},
		"no interface passes": {"instance": {"NetworkInterfaces": []}, "want": ["PASSED private"]},
		"IPv6 does not count": {"instance": {"Ipv6Address": "2001:db8::1", "NetworkInterfaces": [{"Ipv6Addresses": [{"Ipv6Address": "2001:db8::1"}]}]}, "want": ["PASSED private"]},
		"an emptied address passes": {"instance": {"PublicIpAddress": "", "NetworkInterfaces": [{"Association": {"PublicIp": ""}}]}, "want": ["PASSED private"]},
		"a carrier address passes": {"instance": {"NetworkInterfaces": [{"Association": {"CarrierIp": "198.51.100.1"}}]}, "want": ["PASSED private"]},
		"a public address fails": {"instance": {"State": {"Name": "running"}, "PublicIpAddress": "203.0.113.1"}, "want": ["FAILED public"]},
		"one of a second interface fails": {"instance": {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1"}, {"NetworkInterfaceId": "eni-2", "Association": {"PublicIp": "203.0.113.1"}}]}, "want": ["FAILED public"]},
		"a stopped instance counts": {"instance": {"State": {"Name": "stopped"}, "PublicIpAddress": "203.0.113.1"}, "want": ["FAILED public"]},
		"a terminated instance is out of scope": {"instance": {"State": {"Name": "terminated"}, "PublicIpAddress": "203.0.113.1"}, "want": []},
		"an instance on the way to it is out of scope": {"instance": {"State": {"Name": "shutting-down"}}, "want": []},
	}
	got := control.findings with input.ec2.instances as [_instance(tc.instance)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.instances as [_instance(tc.instance)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_instance if {
	enis := [{"NetworkInterfaceId": "eni-1", "Association": {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"}}]
	steps := control.plan with input.ec2.instances as [
		_instance({"NetworkInterfaces": enis}),
		_instance({"id": "i-2"}),
		_instance({"id": "i-3", "State": {"Name": "terminated"}, "NetworkInterfaces": enis}),
	]
	[[step.subject, step.calls[0].params] | some step in steps] == [["i-1", {"NetworkInterfaceId": "eni-1", "AssociatePublicIpAddress": false}]]
}
