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

_eni(id, association) := {"NetworkInterfaceId": id, "Association": association}

test_plan[name] if {
	some name, tc in {
		"an automatic address is switched off": {"enis": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"}), {"NetworkInterfaceId": "eni-2"}], "want": [["i-1", [{"NetworkInterfaceId": "eni-1", "AssociatePublicIpAddress": false}]]]},
		"an Elastic IP address is left to its owner": {"enis": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "111122223333"})], "want": []},
		"so are both together": {"enis": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"}), _eni("eni-2", {"PublicIp": "203.0.113.2", "IpOwnerId": "111122223333"})], "want": []},
		"no address, no step": {"enis": [{"NetworkInterfaceId": "eni-1"}], "want": []},
	}
	steps := control.plan with input.ec2.instances as [_instance({"NetworkInterfaces": tc.enis})]
	[[step.subject, [call.params | some call in step.calls]] | some step in steps] == tc.want
}

test_the_plan_works if {
	enis := [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"})]
	steps := control.plan with input.ec2.instances as [_instance({"PublicIpAddress": "203.0.113.1", "NetworkInterfaces": enis})]
	{[effect.path, effect.value] | some step in steps; some effect in step.effect} == {["PublicIpAddress", ""], ["NetworkInterfaces.0.Association.PublicIp", ""]}
	gone := control.plan with input.ec2.instances as [_instance({"State": {"Name": "terminated"}, "NetworkInterfaces": enis})]
	gone == set()
}
