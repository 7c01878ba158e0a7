package controls.ec2.security_group_closes_admin_ports_ipv6_test

import data.controls.ec2.security_group_closes_admin_ports_ipv6 as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_group(permissions) := {"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "OwnerId": "111122223333", "IpPermissions": permissions}

test_security_group_closes_admin_ports_ipv6[name] if {
	some name, tc in {
		"SSH fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"RDP fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 3389, "ToPort": 3389, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"RDP over UDP fails": {"permissions": [{"IpProtocol": "udp", "FromPort": 3389, "ToPort": 3389, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"a range over them fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"all traffic fails": {"permissions": [{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"SSH on the other family passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "PASSED"},
		"all traffic on the other family passes": {"permissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "PASSED"},
		"between the ports passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 23, "ToPort": 3388, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "PASSED"},
		"behind the ports passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 3390, "ToPort": 65535, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "PASSED"},
		"before the ports passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 0, "ToPort": 21, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "PASSED"},
		"ICMP passes": {"permissions": [{"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "PASSED"},
		"a prefix list passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": [{"PrefixListId": "pl-1"}]}], "want": "PASSED"},
		"no permission passes": {"permissions": [], "want": "PASSED"},
	}
	got := control.findings with input.account as _account with input.ec2.security_groups as [_group(tc.permissions)]
	[finding.status | some finding in got] == [tc.want]
}

test_absent_permissions_pass if {
	got := control.findings with input.account as _account with input.ec2.security_groups as [object.remove(_group([]), ["IpPermissions"])]
	[finding.status | some finding in got] == ["PASSED"]
}

test_subjects_are_the_accounts_own_groups if {
	own := _group([{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])
	shared := object.union(own, {"id": "sg-2", "GroupId": "sg-2", "OwnerId": "444455556666"})
	quiet := object.union(shared, {"id": "sg-3", "GroupId": "sg-3", "IpPermissions": []})
	subjects := control.subjects with input.account as _account with input.ec2.security_groups as [own, shared, quiet]
	subjects == {"sg-1"}
	got := control.findings with input.account as _account with input.ec2.security_groups as [own, shared, quiet]
	{finding.id | some finding in got} == {"sg-1"}
	steps := control.plan with input.account as _account with input.ec2.security_groups as [own, shared, quiet]
	{step.subject | some step in steps} == {"sg-1"}
}

test_plan_revokes_what_is_open if {
	steps := control.plan with input.account as _account with input.ec2.security_groups as [_group([{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}, {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])]
	[step.calls[0].params.IpPermissions | some step in steps] == [[{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]]
	done := control.plan with input.account as _account with input.ec2.security_groups as [_group([{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])]
	count(done) == 0
}
