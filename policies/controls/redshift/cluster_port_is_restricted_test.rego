package controls.redshift.cluster_port_is_restricted_test

import data.controls.redshift.cluster_port_is_restricted as control

_cluster(id, groups, more) := object.union({"id": id, "region": "ap-northeast-1", "VpcSecurityGroups": [{"VpcSecurityGroupId": group, "Status": "active"} | some group in groups]}, more)

_port(number) := {"Endpoint": {"Port": number}}

_group(id, permissions) := {"id": id, "region": "ap-northeast-1", "IpPermissions": permissions}

_tcp(from, to, cidr) := {"IpProtocol": "tcp", "FromPort": from, "ToPort": to, "IpRanges": [{"CidrIp": cidr}]}

test_cluster_port_is_restricted[name] if {
	some name, tc in {
		"its port for everybody fails": {"permissions": [_tcp(5439, 5439, "0.0.0.0/0")], "want": ["FAILED open"]},
		"for everybody on IPv6 fails": {"permissions": [{"IpProtocol": "tcp", "FromPort": 5439, "ToPort": 5439, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}], "want": ["FAILED open"]},
		"in a range that ends with it fails": {"permissions": [_tcp(5000, 5439, "0.0.0.0/0")], "want": ["FAILED open"]},
		"in a range that begins with it fails": {"permissions": [_tcp(5439, 6000, "0.0.0.0/0")], "want": ["FAILED open"]},
		"a range that ends below it passes": {"permissions": [_tcp(5000, 5438, "0.0.0.0/0")], "want": ["PASSED restricted"]},
		"a range that begins above it passes": {"permissions": [_tcp(5440, 6000, "0.0.0.0/0")], "want": ["PASSED restricted"]},
		"all traffic fails": {"permissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": ["FAILED open"]},
		"UDP passes": {"permissions": [{"IpProtocol": "udp", "FromPort": 5439, "ToPort": 5439, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "want": ["PASSED restricted"]},
		"half of the internet passes": {"permissions": [_tcp(5439, 5439, "0.0.0.0/1")], "want": ["PASSED restricted"]},
		"another group passes": {"permissions": [{"IpProtocol": "tcp", "FromPort": 5439, "ToPort": 5439, "UserIdGroupPairs": [{"GroupId": "sg-9"}]}], "want": ["PASSED restricted"]},
		"no rules pass": {"permissions": [], "want": ["PASSED restricted"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster("c", ["sg-0", "sg-1"], _port(5439))]
		with input.ec2.security_groups as [_group("sg-0", []), _group("sg-1", tc.permissions)]
	_said(got) == tc.want
}

test_cluster[name] if {
	some name, tc in {
		"on another port passes": {"cluster": _cluster("c", ["sg-1"], _port(15439)), "want": ["PASSED restricted"]},
		"without an endpoint fails": {"cluster": _cluster("c", ["sg-1"], {}), "want": ["FAILED open"]},
		"with an endpoint without a port fails": {"cluster": _cluster("c", ["sg-1"], {"Endpoint": {}}), "want": ["FAILED open"]},
		"in another group passes": {"cluster": _cluster("c", ["sg-2"], _port(5439)), "want": ["PASSED restricted"]},
		"in a group that is not there passes": {"cluster": _cluster("c", ["sg-3"], _port(5439)), "want": ["PASSED restricted"]},
		"in no group passes": {"cluster": _cluster("c", [], _port(5439)), "want": ["PASSED restricted"]},
		"of which no groups are told passes": {"cluster": {"id": "c", "region": "ap-northeast-1"}, "want": ["PASSED restricted"]},
	}
	got := control.findings with input.redshift.clusters as [tc.cluster]
		with input.ec2.security_groups as [_group("sg-1", [_tcp(5439, 5439, "0.0.0.0/0")]), _group("sg-2", [_tcp(5439, 5439, "10.0.0.0/8")])]
	_said(got) == tc.want
}

test_a_cluster_without_endpoint_and_open_udp_passes if {
	got := control.findings with input.redshift.clusters as [_cluster("c", ["sg-1"], {})]
		with input.ec2.security_groups as [_group("sg-1", [{"IpProtocol": "udp", "FromPort": 1, "ToPort": 2, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])]
	_said(got) == ["PASSED restricted"]
}

test_the_reason_names_the_groups if {
	got := control.findings with input.redshift.clusters as [_cluster("c", ["sg-2", "sg-1", "sg-0"], _port(5439))]
		with input.ec2.security_groups as [_group("sg-0", []), _group("sg-1", [_tcp(5439, 5439, "0.0.0.0/0")]), _group("sg-2", [_tcp(0, 65535, "0.0.0.0/0")])]
	{finding.args.groups | some finding in got} == {"sg-1, sg-2"}
}

test_plan_closes_the_rules_for_the_port if {
	plan := control.plan with input.redshift.clusters as [_cluster("c", ["sg-1", "sg-2"], _port(5439)), _cluster("d", ["sg-2"], _port(5439))]
		with input.ec2.security_groups as [
			_group("sg-1", [_tcp(443, 443, "0.0.0.0/0"), _tcp(5439, 5439, "0.0.0.0/0")]),
			_group("sg-2", [_tcp(5439, 5439, "10.0.0.0/8")]),
		]
	{[step.subject, step.region, step.calls[0].params.GroupId, step.calls[0].params.IpPermissions[0].FromPort, count(step.calls[0].params.IpPermissions)] | some step in plan} == {["c", "ap-northeast-1", "sg-1", 5439, 1]}
}

_said(findings) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in findings]

# While a cluster is made it has no port yet.
test_without_a_port_any_counts[name] if {
	some name, tc in {
		"all protocols": {"protocol": "-1", "want": {"FAILED"}},
		"TCP": {"protocol": "tcp", "want": {"FAILED"}},
		"TCP by its number": {"protocol": "6", "want": {"FAILED"}},
		"UDP": {"protocol": "udp", "want": {"PASSED"}},
	}
	got := control.findings with input.redshift.clusters as [{"id": "c", "region": "ap-northeast-1", "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}]}]
		with input.ec2.security_groups as [_group("sg-1", [{"IpProtocol": tc.protocol, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])]
	{finding.status | some finding in got} == tc.want
}
