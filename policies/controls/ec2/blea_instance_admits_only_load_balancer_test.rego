package controls.ec2.blea_instance_admits_only_load_balancer_test

import data.controls.ec2.blea_instance_admits_only_load_balancer as control

_instance(groups) := {"id": "i-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.0.1", "SecurityGroups": [{"GroupId": group} | some group in groups]}

_permission(more) := object.union({"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}, more)

_groups := [
	{"id": "balancer", "IpPermissions": [_permission({"UserIdGroupPairs": [{"GroupId": "sg-alb"}]})]},
	{"id": "prefix", "IpPermissions": [_permission({"PrefixListIds": [{"PrefixListId": "pl-1"}]})]},
	{"id": "closed", "IpPermissions": []},
	{"id": "internal", "IpPermissions": [_permission({"IpRanges": [{"CidrIp": "10.1.0.0/16"}, {"CidrIp": "172.31.255.0/24"}]})]},
	{"id": "unique-local", "IpPermissions": [_permission({"Ipv6Ranges": [{"CidrIpv6": "fd00::/8"}]})]},
	{"id": "wider", "IpPermissions": [_permission({"IpRanges": [{"CidrIp": "172.0.0.0/8"}]})]},
	{"id": "office", "IpPermissions": [_permission({"IpRanges": [{"CidrIp": "203.0.113.0/24"}]})]},
	{"id": "ipv6", "IpPermissions": [_permission({"Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]})]},
	{"id": "everybody", "IpPermissions": [_permission({"IpRanges": [{"CidrIp": "0.0.0.0/0"}]})]},
	{"id": "everybody-ipv6", "IpPermissions": [_permission({"Ipv6Ranges": [{"CidrIpv6": "::/0"}]})]},
]

_target(id) := [{"id": "tg", "TargetType": "instance", "VpcId": "vpc-1", "DescribeTargetHealth": {"TargetHealthDescriptions": [{"Target": {"Id": id, "Port": 80}}]}}]

_got(instance, targets) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in found] if {
	found := control.findings with input.ec2.instances as [instance]
		with input.ec2.security_groups as _groups
		with input.elbv2.target_groups as targets
}

test_blea_instance_admits_only_load_balancer[name] if {
	some name, tc in {
		"the balancer's group passes": {"groups": ["balancer"], "want": "PASSED groups"},
		"a prefix list passes": {"groups": ["prefix"], "want": "PASSED groups"},
		"no rule passes": {"groups": ["closed"], "want": "PASSED groups"},
		"private addresses pass": {"groups": ["balancer", "internal"], "want": "PASSED internal"},
		"private IPv6 addresses pass": {"groups": ["unique-local"], "want": "PASSED internal"},
		"more than private addresses fail": {"groups": ["wider"], "want": "FAILED outside"},
		"public addresses fail": {"groups": ["balancer", "office"], "want": "FAILED outside"},
		"public IPv6 addresses fail": {"groups": ["ipv6"], "want": "FAILED outside"},
		"everybody fails": {"groups": ["balancer", "everybody"], "want": "FAILED everybody"},
		"everybody on IPv6 fails": {"groups": ["everybody-ipv6"], "want": "FAILED everybody"},
	}
	_got(_instance(tc.groups), _target("i-1")) == [tc.want]
}

test_scope[name] if {
	some name, tc in {
		"a target by its address counts": {"instance": _instance(["everybody"]), "targets": [object.union(_target("10.0.0.1")[0], {"TargetType": "ip"})], "want": ["FAILED everybody"]},
		"the same address in another VPC does not": {"instance": _instance(["everybody"]), "targets": [object.union(_target("10.0.0.1")[0], {"TargetType": "ip", "VpcId": "vpc-2"})], "want": []},
		"an instance behind no balancer is out of scope": {"instance": _instance(["everybody"]), "targets": _target("i-2"), "want": []},
		"nor is one that is closed": {"instance": _instance(["balancer"]), "targets": _target("i-2"), "want": []},
		"nor one for private addresses": {"instance": _instance(["internal"]), "targets": _target("i-2"), "want": []},
		"nor one for public addresses": {"instance": _instance(["office"]), "targets": _target("i-2"), "want": []},
		"a terminated target by its address is out of scope": {"instance": object.union(_instance(["everybody"]), {"State": {"Name": "terminated"}}), "targets": [object.union(_target("10.0.0.1")[0], {"TargetType": "ip"})], "want": []},
		"no target group": {"instance": _instance(["everybody"]), "targets": [], "want": []},
		"a terminated instance is out of scope": {"instance": object.union(_instance(["everybody"]), {"State": {"Name": "terminated"}}), "targets": _target("i-1"), "want": []},
	}
	_got(tc.instance, tc.targets) == tc.want
}
