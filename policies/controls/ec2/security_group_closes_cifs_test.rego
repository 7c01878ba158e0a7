package controls.ec2.security_group_closes_cifs_test

import data.controls.ec2.security_group_closes_cifs as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_group(permissions) := {"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "OwnerId": "111122223333", "IpPermissions": permissions}

test_security_group_closes_cifs[name] if {
	some name, tc in {
		"the port on IPv4 fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "FAILED"},
		"the port on IPv6 fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"a range that ends there fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 444, "ToPort": 445, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "FAILED"},
		"a range that begins there fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 446, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "FAILED"},
		"all traffic fails": {"permissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "FAILED"},
		"all traffic on IPv6 fails": {"permissions": [{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": "FAILED"},
		"a range that ends before passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 0, "ToPort": 444, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "PASSED"},
		"a range that begins behind passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 446, "ToPort": 65535, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "PASSED"},
		"an office passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}], "want": "PASSED"},
		"UDP passes": {"permissions": [{"IpProtocol": "udp", "FromPort": 445, "ToPort": 445, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "PASSED"},
		"ICMP passes": {"permissions": [{"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": "PASSED"},
		"another group passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "UserIdGroupPairs": [{"GroupId": "sg-2"}]}], "want": "PASSED"},
		"a prefix list passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "PrefixListIds": [{"PrefixListId": "pl-1"}]}], "want": "PASSED"},
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
	own := _group([{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
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
	steps := control.plan with input.account as _account with input.ec2.security_groups as [_group([{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}, {"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])]
	[step.calls[0].params.IpPermissions | some step in steps] == [[{"IpProtocol": "tcp", "FromPort": 445, "ToPort": 445, "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]]
	done := control.plan with input.account as _account with input.ec2.security_groups as [_group([{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])]
	count(done) == 0
}
