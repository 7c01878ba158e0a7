package lib.instances_test

import data.lib.instances

test_there if {
	got := instances.there with input.ec2.instances as [
		{"id": "running", "State": {"Name": "running"}},
		{"id": "stopped", "State": {"Name": "stopped"}},
		{"id": "untold"},
		{"id": "terminated", "State": {"Name": "terminated"}},
		{"id": "going", "State": {"Name": "shutting-down"}},
	]
	got == {"running", "stopped", "untold"}
}

test_public if {
	got := instances.public with input.ec2.instances as [
		{"id": "first", "PublicIpAddress": "203.0.113.1"},
		{"id": "second", "NetworkInterfaces": [{}, {"Association": {"PublicIp": "203.0.113.1"}}]},
		{"id": "carrier", "NetworkInterfaces": [{"Association": {"CarrierIp": "203.0.113.1"}}]},
		{"id": "ipv6", "Ipv6Address": "2001:db8::1", "NetworkInterfaces": []},
		{"id": "emptied", "PublicIpAddress": "", "NetworkInterfaces": [{"Association": {"PublicIp": ""}}]},
		{"id": "untold"},
	]
	got == {"first", "second"}
}

test_guarded if {
	got := instances.guarded with input.ec2.instances as [
		{"id": "required", "MetadataOptions": {"HttpTokens": "required"}},
		{"id": "off", "MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}},
		{"id": "optional", "MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "enabled"}},
		{"id": "untold", "MetadataOptions": {}},
		{"id": "nothing"},
	]
	got == {"required", "off"}
}

_eni(id, association) := {"NetworkInterfaceId": id, "Association": association}

test_unassigning[name] if {
	some name, tc in {
		"an automatic address is switched off": {"enis": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"}), {"NetworkInterfaceId": "eni-2"}], "want": [[{"NetworkInterfaceId": "eni-1", "AssociatePublicIpAddress": false}]]},
		"an Elastic IP address is left to its owner": {"enis": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "111122223333"})], "want": []},
		"so are both together": {"enis": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"}), _eni("eni-2", {"PublicIp": "203.0.113.2", "IpOwnerId": "111122223333"})], "want": []},
		"no address, no step": {"enis": [{"NetworkInterfaceId": "eni-1"}], "want": []},
	}
	instance := {"id": "i-1", "region": "ap-northeast-1", "NetworkInterfaces": tc.enis}
	steps := [step | step := instances.unassigning(instance)] with input.ec2.instances as [instance]
	[[call.params | some call in step.calls] | some step in steps] == tc.want
}

test_unassigning_takes_the_address_away if {
	instance := {"id": "i-1", "region": "ap-northeast-1", "PublicIpAddress": "203.0.113.1", "NetworkInterfaces": [_eni("eni-1", {"PublicIp": "203.0.113.1", "IpOwnerId": "amazon"})]}
	step := instances.unassigning(instance) with input.ec2.instances as [instance]
	{[effect.path, effect.value] | some effect in step.effect} == {["PublicIpAddress", ""], ["NetworkInterfaces.0.Association.PublicIp", ""]}
}
