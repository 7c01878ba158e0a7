package controls.ec2.security_group_opens_only_authorized_ports_test

import data.controls.ec2.security_group_opens_only_authorized_ports as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_group(permissions) := {"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "OwnerId": "111122223333", "IpPermissions": permissions}

_open(protocol, from, to) := {"IpProtocol": protocol, "FromPort": from, "ToPort": to, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}

test_security_group_opens_only_authorized_ports[name] if {
	some name, tc in {
		"HTTP and HTTPS pass": {"permissions": [_open("tcp", 80, 80), _open("tcp", 443, 443)], "want": ["PASSED"]},
		"HTTPS on IPv6 passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": ["PASSED"]},
		"another port fails": {"permissions": [_open("tcp", 8443, 8443)], "want": ["FAILED"]},
		"another port on IPv6 fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": ["FAILED"]},
		"another port beside HTTPS fails": {"permissions": [_open("tcp", 443, 443), _open("tcp", 22, 22)], "want": ["FAILED"]},
		"a range between authorized ports fails": {"permissions": [_open("tcp", 80, 443)], "want": ["FAILED"]},
		"an authorized port and its neighbour fail": {"permissions": [_open("tcp", 80, 81)], "want": ["FAILED"]},
		"HTTPS over UDP fails": {"permissions": [_open("udp", 443, 443)], "want": ["FAILED"]},
		"all traffic fails": {"permissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": ["FAILED"]},
		"TCP without ports fails": {"permissions": [{"IpProtocol": "tcp", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": ["FAILED"]},
		"TCP by its number": {"permissions": [_open("6", 443, 443)], "want": ["PASSED"]},
		"another port of TCP by its number": {"permissions": [_open("6", 22, 22)], "want": ["FAILED"]},
		"another port of UDP by its number": {"permissions": [_open("17", 22, 22)], "want": ["FAILED"]},
		"an untold protocol fails": {"permissions": [{"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": ["FAILED"]},
		"ICMP passes": {"permissions": [_open("icmp", -1, -1)], "want": ["PASSED"]},
		"ESP passes": {"permissions": [{"IpProtocol": "50", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": ["PASSED"]},
		"another port for an office beside HTTPS passes": {"permissions": [_open("tcp", 443, 443), {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}], "want": ["PASSED"]},
		"a group for an office is out of scope": {"permissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}], "want": []},
		"a group for a prefix list is out of scope": {"permissions": [{"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": "pl-1"}]}], "want": []},
		"a group without rules is out of scope": {"permissions": [], "want": []},
	}
	got := control.findings with input.account as _account with input.ec2.security_groups as [_group(tc.permissions)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.account as _account with input.ec2.security_groups as [_group(tc.permissions)]
	count(subjects) == count(tc.want)
}

test_parameters[name] if {
	some name, tc in {
		"a listed port": {"tcp": [8443], "udp": [], "permission": _open("tcp", 8443, 8443), "want": "PASSED"},
		"an unlisted default": {"tcp": [8443], "udp": [], "permission": _open("tcp", 443, 443), "want": "FAILED"},
		"a listed range": {"tcp": [81, 80, 82], "udp": [], "permission": _open("tcp", 80, 82), "want": "PASSED"},
		"a range with a hole": {"tcp": [80, 82], "udp": [], "permission": _open("tcp", 80, 82), "want": "FAILED"},
		"a port listed twice": {"tcp": [80, 80], "udp": [], "permission": _open("tcp", 80, 81), "want": "FAILED"},
		"a listed UDP port": {"tcp": [], "udp": [443], "permission": _open("udp", 443, 443), "want": "PASSED"},
		"a listed port of UDP by its number": {"tcp": [], "udp": [443], "permission": _open("17", 443, 443), "want": "PASSED"},
		"a TCP port listed for UDP": {"tcp": [], "udp": [443], "permission": _open("tcp", 443, 443), "want": "FAILED"},
	}
	got := control.findings with input.account as _account
		with input.ec2.security_groups as [_group([tc.permission])]
		with data.parameters as {"EC2.18": {"authorizedTcpPorts": tc.tcp, "authorizedUdpPorts": tc.udp}}
	[finding.status | some finding in got] == [tc.want]
}

test_subjects_are_the_accounts_own_groups if {
	own := _group([_open("tcp", 22, 22)])
	shared := object.union(own, {"id": "sg-2", "GroupId": "sg-2", "OwnerId": "444455556666"})
	got := control.findings with input.account as _account with input.ec2.security_groups as [own, shared]
	{finding.id | some finding in got} == {"sg-1"}
	subjects := control.subjects with input.account as _account with input.ec2.security_groups as [own, shared]
	subjects == {"sg-1"}
	steps := control.plan with input.account as _account with input.ec2.security_groups as [own, shared]
	{step.subject | some step in steps} == {"sg-1"}
}

test_plan_revokes_what_is_not_authorized if {
	steps := control.plan with input.account as _account with input.ec2.security_groups as [_group([_open("tcp", 443, 443), _open("tcp", 22, 22)])]
	[step.calls[0].params.IpPermissions | some step in steps] == [[_open("tcp", 22, 22)]]
	done := control.plan with input.account as _account with input.ec2.security_groups as [_group([_open("tcp", 443, 443)])]
	count(done) == 0
}
