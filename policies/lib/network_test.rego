package lib.network_test

import data.lib.network

_everybody := {"IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}

_everybody_v6 := {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]}

_tcp(from, to) := {"IpProtocol": "tcp", "FromPort": from, "ToPort": to}

_groups(permissions) := [{"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "OwnerId": "111122223333", "IpPermissions": permissions}]

# id alone, or nothing.
_set(id, true) := {id}

_set(_, false) := set()

test_ssh_open[name] if {
	some name, tc in {
		"the port alone": {"permission": object.union(_tcp(22, 22), _everybody), "open": true},
		"IPv6": {"permission": object.union(_tcp(22, 22), _everybody_v6), "open": true},
		"a range that ends there": {"permission": object.union(_tcp(0, 22), _everybody), "open": true},
		"a range that begins there": {"permission": object.union(_tcp(22, 65535), _everybody), "open": true},
		"a range that ends before": {"permission": object.union(_tcp(0, 21), _everybody), "open": false},
		"a range that begins behind": {"permission": object.union(_tcp(23, 65535), _everybody), "open": false},
		"all traffic": {"permission": object.union({"IpProtocol": "-1"}, _everybody), "open": true},
		"all traffic on IPv6": {"permission": object.union({"IpProtocol": "-1"}, _everybody_v6), "open": true},
		"TCP by its number": {"permission": object.union({"IpProtocol": "6", "FromPort": 22, "ToPort": 22}, _everybody), "open": true},
		"TCP without ports": {"permission": object.union({"IpProtocol": "tcp"}, _everybody), "open": true},
		"TCP without an end": {"permission": object.union({"IpProtocol": "tcp", "FromPort": 80}, _everybody), "open": true},
		"TCP without a beginning": {"permission": object.union({"IpProtocol": "tcp", "ToPort": 80}, _everybody), "open": true},
		"UDP": {"permission": object.union({"IpProtocol": "udp", "FromPort": 22, "ToPort": 22}, _everybody), "open": false},
		"ICMP whose type is no port": {"permission": object.union({"IpProtocol": "icmp", "FromPort": 0, "ToPort": 255}, _everybody), "open": false},
		"all of ICMP": {"permission": object.union({"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1}, _everybody), "open": false},
		"another protocol": {"permission": object.union({"IpProtocol": "50"}, _everybody), "open": false},
		"half of the internet": {"permission": object.union(_tcp(22, 22), {"IpRanges": [{"CidrIp": "0.0.0.0/1"}]}), "open": false},
		"half of IPv6": {"permission": object.union(_tcp(22, 22), {"Ipv6Ranges": [{"CidrIpv6": "::/1"}]}), "open": false},
		"everybody behind an office": {"permission": object.union(_tcp(22, 22), {"IpRanges": [{"CidrIp": "192.0.2.0/24"}, {"CidrIp": "0.0.0.0/0"}]}), "open": true},
		"a prefix list": {"permission": object.union(_tcp(22, 22), {"PrefixListIds": [{"PrefixListId": "pl-1"}]}), "open": false},
		"another group": {"permission": object.union(_tcp(22, 22), {"UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "111122223333"}]}), "open": false},
		"no source": {"permission": _tcp(22, 22), "open": false},
		"empty sources": {"permission": object.union(_tcp(22, 22), {"IpRanges": [], "Ipv6Ranges": []}), "open": false},
		"no protocol": {"permission": object.union({"FromPort": 22, "ToPort": 22}, _everybody), "open": false},
	}
	got := network.ssh_open with input.ec2.security_groups as _groups([tc.permission])
	got == _set("sg-1", tc.open)
}

test_ssh_open_needs_one_permission if {
	closed := network.ssh_open with input.ec2.security_groups as _groups([_tcp(22, 22), object.union(_tcp(443, 443), _everybody)])
	count(closed) == 0
	open := network.ssh_open with input.ec2.security_groups as _groups([object.union(_tcp(443, 443), _everybody), object.union(_tcp(22, 22), _everybody)])
	open == {"sg-1"}
}

test_ssh_open_without_permissions if {
	none := network.ssh_open with input.ec2.security_groups as _groups([])
	count(none) == 0
	absent := network.ssh_open with input.ec2.security_groups as [{"id": "sg-1", "region": "ap-northeast-1"}]
	count(absent) == 0
}

test_every_risky_port[port] if {
	some port in network.risky_ports
	got := network.risky_open with input.ec2.security_groups as _groups([object.union(_tcp(port, port), _everybody)])
	got == {"sg-1"}
}

test_ports_beside_the_risky_ones[name] if {
	some name, permission in {
		"HTTPS": object.union(_tcp(443, 443), _everybody),
		"a range between them": object.union(_tcp(26, 109), _everybody),
		"SSH for an office": object.union(_tcp(22, 22), {"IpRanges": [{"CidrIp": "192.0.2.0/24"}]}),
	}
	got := network.risky_open with input.ec2.security_groups as _groups([permission])
	count(got) == 0
}

test_rdp_open[name] if {
	some name, tc in {
		"the port alone": {"permission": object.union(_tcp(3389, 3389), _everybody), "open": true},
		"a range over it": {"permission": object.union(_tcp(3388, 3390), _everybody_v6), "open": true},
		"the ports beside it": {"permission": object.union(_tcp(3390, 3400), _everybody), "open": false},
		"an office": {"permission": object.union(_tcp(3389, 3389), {"IpRanges": [{"CidrIp": "192.0.2.0/24"}]}), "open": false},
	}
	got := network.rdp_open with input.ec2.security_groups as _groups([tc.permission])
	got == _set("sg-1", tc.open)
}

test_risky_ports_are_those_of_security_hub if count(network.risky_ports) == 24

test_admin_ports[name] if {
	some name, tc in {
		"SSH": {"permission": object.union(_tcp(22, 22), _everybody), "v4": true, "v6": false},
		"RDP": {"permission": object.union(_tcp(3389, 3389), _everybody), "v4": true, "v6": false},
		"RDP over UDP": {"permission": object.union({"IpProtocol": "udp", "FromPort": 3389, "ToPort": 3389}, _everybody), "v4": true, "v6": false},
		"TCP by its number": {"permission": object.union({"IpProtocol": "6", "FromPort": 22, "ToPort": 22}, _everybody), "v4": true, "v6": false},
		"UDP by its number": {"permission": object.union({"IpProtocol": "17", "FromPort": 3389, "ToPort": 3389}, _everybody), "v4": true, "v6": false},
		"SSH on IPv6": {"permission": object.union(_tcp(22, 22), _everybody_v6), "v4": false, "v6": true},
		"both families": {"permission": object.union(object.union(_tcp(22, 22), _everybody), _everybody_v6), "v4": true, "v6": true},
		"all traffic": {"permission": object.union({"IpProtocol": "-1"}, _everybody), "v4": true, "v6": false},
		"between the ports": {"permission": object.union(_tcp(23, 3388), _everybody), "v4": false, "v6": false},
		"behind the ports": {"permission": object.union(_tcp(3390, 65535), _everybody), "v4": false, "v6": false},
		"a range over both": {"permission": object.union(_tcp(0, 65535), _everybody), "v4": true, "v6": false},
		"ICMP": {"permission": object.union({"IpProtocol": "icmp", "FromPort": 22, "ToPort": 22}, _everybody), "v4": false, "v6": false},
		"a prefix list": {"permission": object.union(_tcp(22, 22), {"PrefixListIds": [{"PrefixListId": "pl-1"}]}), "v4": false, "v6": false},
	}
	v4 := network.admin_open_ipv4 with input.ec2.security_groups as _groups([tc.permission])
	v4 == _set("sg-1", tc.v4)
	v6 := network.admin_open_ipv6 with input.ec2.security_groups as _groups([tc.permission])
	v6 == _set("sg-1", tc.v6)
}

test_own[name] if {
	some name, tc in {
		"of this account": {"it": {"OwnerId": "111122223333"}, "own": true},
		"of another account": {"it": {"OwnerId": "444455556666"}, "own": false},
		"of nobody told": {"it": {}, "own": true},
	}
	element := object.union({"id": "x", "region": "ap-northeast-1", "IsDefault": true}, tc.it)
	groups := network.own_groups with input.ec2.security_groups as [element] with input.account.account as "111122223333"
	groups == _set("x", tc.own)
	vpcs := network.own_vpcs with input.ec2.vpcs as [element] with input.account.account as "111122223333"
	vpcs == _set("x", tc.own)
	defaults := network.default_vpcs with input.ec2.vpcs as [element] with input.account.account as "111122223333"
	defaults == _set("x", tc.own)
}

test_default_vpcs[name] if {
	some name, tc in {
		"a default one": {"it": {"IsDefault": true}, "default": true},
		"another one": {"it": {"IsDefault": false}, "default": false},
		"an untold one": {"it": {}, "default": false},
	}
	got := network.default_vpcs with input.ec2.vpcs as [object.union({"id": "vpc-1", "OwnerId": "111122223333"}, tc.it)] with input.account.account as "111122223333"
	got == _set("vpc-1", tc["default"])
}

_entry(number, action, more) := object.union({"RuleNumber": number, "RuleAction": action, "Egress": false, "Protocol": "6", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 22, "To": 22}}, more)

_v6_entry(number, action, more) := object.union(object.remove(_entry(number, action, {}), ["CidrBlock"]), object.union({"Ipv6CidrBlock": "::/0"}, more))

_last := {"RuleNumber": 32767, "RuleAction": "deny", "Egress": false, "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}

test_acl_admin_open[name] if {
	some name, tc in {
		"SSH": {"entries": [_entry(100, "allow", {})], "open": true},
		"RDP": {"entries": [_entry(100, "allow", {"PortRange": {"From": 3389, "To": 3389}})], "open": true},
		"IPv6": {"entries": [_v6_entry(100, "allow", {})], "open": true},
		"a range that ends there": {"entries": [_entry(100, "allow", {"PortRange": {"From": 1, "To": 22}})], "open": true},
		"a range that ends before": {"entries": [_entry(100, "allow", {"PortRange": {"From": 1, "To": 21}})], "open": false},
		"a range that begins behind": {"entries": [_entry(100, "allow", {"PortRange": {"From": 3390, "To": 65535}})], "open": false},
		"between the ports": {"entries": [_entry(100, "allow", {"PortRange": {"From": 23, "To": 3388}})], "open": false},
		"all traffic": {"entries": [object.remove(_entry(100, "allow", {"Protocol": "-1"}), ["PortRange"])], "open": true},
		"UDP": {"entries": [_entry(100, "allow", {"Protocol": "17"})], "open": false},
		"ICMP": {"entries": [object.remove(_entry(100, "allow", {"Protocol": "1"}), ["PortRange"])], "open": false},
		"outbound": {"entries": [_entry(100, "allow", {"Egress": true})], "open": false},
		"an office": {"entries": [_entry(100, "allow", {"CidrBlock": "192.0.2.0/24"})], "open": false},
		"a deny": {"entries": [_entry(100, "deny", {})], "open": false},
		"a deny before": {"entries": [_entry(100, "allow", {}), _entry(90, "deny", {})], "open": false},
		"a deny of all traffic before": {"entries": [_entry(100, "allow", {}), object.remove(_entry(90, "deny", {"Protocol": "-1"}), ["PortRange"])], "open": false},
		"a deny behind": {"entries": [_entry(90, "allow", {}), _entry(100, "deny", {})], "open": true},
		"a deny of another port before": {"entries": [_entry(100, "allow", {}), _entry(90, "deny", {"PortRange": {"From": 3389, "To": 3389}})], "open": true},
		"a deny of one port of the range before": {"entries": [_entry(100, "allow", {"PortRange": {"From": 0, "To": 65535}}), _entry(90, "deny", {})], "open": true},
		"denies of both ports before": {"entries": [_entry(100, "allow", {"PortRange": {"From": 0, "To": 65535}}), _entry(90, "deny", {}), _entry(91, "deny", {"PortRange": {"From": 3389, "To": 3389}})], "open": false},
		"a deny of an office before": {"entries": [_entry(100, "allow", {}), _entry(90, "deny", {"CidrBlock": "192.0.2.0/24"})], "open": true},
		"a deny of UDP before": {"entries": [_entry(100, "allow", {}), _entry(90, "deny", {"Protocol": "17"})], "open": true},
		"an outbound deny before": {"entries": [_entry(100, "allow", {}), _entry(90, "deny", {"Egress": true})], "open": true},
		"a deny of the other family before": {"entries": [_v6_entry(100, "allow", {}), _entry(90, "deny", {})], "open": true},
		"an entry without a number behind a deny": {"entries": [object.remove(_entry(100, "allow", {}), ["RuleNumber"]), _entry(90, "deny", {})], "open": true},
		"nothing but the last entry": {"entries": [], "open": false},
	}
	got := network.acl_admin_open with input.ec2.network_acls as [{"id": "acl-1", "region": "ap-northeast-1", "Entries": array.concat(tc.entries, [_last])}]
	got == _set("acl-1", tc.open)
}

test_acl_without_entries if {
	got := network.acl_admin_open with input.ec2.network_acls as [{"id": "acl-1", "region": "ap-northeast-1"}]
	count(got) == 0
}

test_logging_vpcs[name] if {
	some name, tc in {
		"rejected traffic": {"log": {}, "logging": true},
		"all traffic": {"log": {"TrafficType": "ALL"}, "logging": true},
		"accepted traffic": {"log": {"TrafficType": "ACCEPT"}, "logging": false},
		"not active": {"log": {"FlowLogStatus": "INACTIVE"}, "logging": false},
		"another VPC": {"log": {"ResourceId": "vpc-2"}, "logging": false},
		"a subnet": {"log": {"ResourceId": "subnet-1"}, "logging": false},
		"another Region": {"log": {"region": "us-east-1"}, "logging": false},
		"whose delivery fails": {"log": {"DeliverLogsStatus": "FAILED"}, "logging": true},
	}
	log := object.union({"id": "fl-1", "region": "ap-northeast-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "TrafficType": "REJECT"}, tc.log)
	got := network.logging_vpcs with input.ec2.vpcs as [{"id": "vpc-1", "VpcId": "vpc-1", "region": "ap-northeast-1"}] with input.ec2.flow_logs as [log]
	got == _set("vpc-1", tc.logging)
}

test_logging_vpcs_needs_each_attribute[attribute] if {
	some attribute in ["ResourceId", "FlowLogStatus", "TrafficType"]
	log := object.remove({"id": "fl-1", "region": "ap-northeast-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "TrafficType": "REJECT"}, [attribute])
	got := network.logging_vpcs with input.ec2.vpcs as [{"id": "vpc-1", "VpcId": "vpc-1", "region": "ap-northeast-1"}] with input.ec2.flow_logs as [log]
	count(got) == 0
}

test_closing_takes_only_everybody if {
	permissions := [
		object.union(_tcp(443, 443), _everybody),
		object.union(_tcp(22, 22), {"IpRanges": [{"CidrIp": "192.0.2.0/24", "Description": "office"}, {"CidrIp": "0.0.0.0/0", "Description": "all"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}], "PrefixListIds": [], "UserIdGroupPairs": []}),
	]
	group := {"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "IpPermissions": permissions}
	network.closing(group, {1}, ["IpRanges", "Ipv6Ranges"]) == {
		"subject": "sg-1",
		"region": "ap-northeast-1",
		"calls": [{"service": "ec2", "operation": "RevokeSecurityGroupIngress", "params": {"GroupId": "sg-1", "IpPermissions": [{
			"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
			"IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
		}]}}],
		"undo": [{"service": "ec2", "operation": "AuthorizeSecurityGroupIngress", "params": {"GroupId": "sg-1", "IpPermissions": [{
			"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
			"IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
		}]}}],
		"effect": [
			{"op": "set", "collection": "ec2.security_groups", "id": "sg-1", "path": "IpPermissions.1.IpRanges", "value": [{"CidrIp": "192.0.2.0/24", "Description": "office"}]},
			{"op": "set", "collection": "ec2.security_groups", "id": "sg-1", "path": "IpPermissions.1.Ipv6Ranges", "value": []},
		],
		"needs": [],
		"destructive": false,
	}
	one := network.closing(group, {1}, ["IpRanges"])
	one.calls[0].params.IpPermissions == [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
}

test_closing_all_traffic_names_no_ports if {
	group := {"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "IpPermissions": [object.union({"IpProtocol": "-1"}, _everybody)]}
	step := network.closing(group, {0}, ["IpRanges", "Ipv6Ranges"])
	step.calls[0].params.IpPermissions == [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
}

_log(id, more) := object.union({"id": sprintf("fl-%s", [id]), "ResourceId": id, "FlowLogStatus": "ACTIVE", "TrafficType": "ALL", "LogDestinationType": "s3", "DeliverLogsStatus": "SUCCESS"}, more)

test_recorded if {
	logs := [
		_log("s3", {}),
		_log("logs", {"LogDestinationType": "cloud-watch-logs"}),
		object.remove(_log("new", {}), ["DeliverLogsStatus"]),
		_log("failed", {"DeliverLogsStatus": "FAILED"}),
		_log("rejected", {"TrafficType": "REJECT"}),
		_log("accepted", {"TrafficType": "ACCEPT"}),
		_log("off", {"FlowLogStatus": "INACTIVE"}),
	]
	network.recorded == {"s3", "logs", "new"} with input.ec2.flow_logs as logs
	network.full_logs == {"fl-s3", "fl-logs", "fl-new"} with input.ec2.flow_logs as logs
	network.recorded_to_s3 == {"s3", "new"} with input.ec2.flow_logs as logs
}
