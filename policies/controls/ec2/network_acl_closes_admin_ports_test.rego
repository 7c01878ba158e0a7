package controls.ec2.network_acl_closes_admin_ports_test

import data.controls.ec2.network_acl_closes_admin_ports as control
import data.lib.steps_test

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_acl(more) := object.union({"id": "acl-1", "region": "ap-northeast-1", "OwnerId": "111122223333", "IsDefault": false, "Entries": []}, more)

_entry(number, action, more) := object.union({"RuleNumber": number, "RuleAction": action, "Egress": false, "Protocol": "6", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 22, "To": 22}}, more)

test_network_acl_closes_admin_ports[name] if {
	some name, tc in {
		"SSH for everybody fails": {"acl": {"Entries": [_entry(100, "allow", {})]}, "want": ["FAILED"]},
		"RDP for everybody fails": {"acl": {"Entries": [_entry(100, "allow", {"PortRange": {"From": 3389, "To": 3389}})]}, "want": ["FAILED"]},
		"all traffic fails": {"acl": {"Entries": [object.remove(_entry(100, "allow", {"Protocol": "-1"}), ["PortRange"])]}, "want": ["FAILED"]},
		"a deny before it passes": {"acl": {"Entries": [_entry(90, "deny", {}), _entry(100, "allow", {})]}, "want": ["PASSED"]},
		"a deny behind it fails": {"acl": {"Entries": [_entry(90, "allow", {}), _entry(100, "deny", {})]}, "want": ["FAILED"]},
		"SSH for an office passes": {"acl": {"Entries": [_entry(100, "allow", {"CidrBlock": "192.0.2.0/24"})]}, "want": ["PASSED"]},
		"HTTPS passes": {"acl": {"Entries": [_entry(100, "allow", {"PortRange": {"From": 443, "To": 443}})]}, "want": ["PASSED"]},
		"no entries pass": {"acl": {}, "want": ["PASSED"]},
		"an unused ACL counts": {"acl": {"Entries": [_entry(100, "allow", {})], "Associations": []}, "want": ["FAILED"]},
		"a default ACL is out of scope": {"acl": {"Entries": [_entry(100, "allow", {})], "IsDefault": true}, "want": []},
		"a closed default ACL is out of scope": {"acl": {"IsDefault": true}, "want": []},
		"another account's closed ACL is out of scope": {"acl": {"OwnerId": "444455556666"}, "want": []},
		"another account's ACL is out of scope": {"acl": {"Entries": [_entry(100, "allow", {})], "OwnerId": "444455556666"}, "want": []},
	}
	got := control.findings with input.account as _account with input.ec2.network_acls as [_acl(tc.acl)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.account as _account with input.ec2.network_acls as [_acl(tc.acl)]
	count(subjects) == count(tc.want)
}

test_absent_attributes_count[attribute] if {
	some attribute in ["OwnerId", "IsDefault"]
	got := control.findings with input.account as _account with input.ec2.network_acls as [object.remove(_acl({"Entries": [_entry(100, "allow", {})]}), [attribute])]
	[finding.status | some finding in got] == ["FAILED"]
}

test_a_default_acl_of_nobody_told_is_out_of_scope if {
	subjects := control.subjects with input.account as _account with input.ec2.network_acls as [object.remove(_acl({"IsDefault": true}), ["OwnerId"])]
	count(subjects) == 0
}

test_absent_entries_pass if {
	got := control.findings with input.account as _account with input.ec2.network_acls as [object.remove(_acl({}), ["Entries"])]
	[finding.status | some finding in got] == ["PASSED"]
}

test_the_plan_closes_the_ports[name] if {
	some name, tc in {
		"an entry for the port alone goes": {"entries": [_entry(100, "allow", {}), _entry(200, "allow", {"PortRange": {"From": 443, "To": 443}})], "calls": [["DeleteNetworkAclEntry", 100]]},
		"all traffic stays but for the ports": {"entries": [object.remove(_entry(100, "allow", {"Protocol": "-1"}), ["PortRange"])], "calls": [["CreateNetworkAclEntry", 99], ["CreateNetworkAclEntry", 98]]},
		"numbers that are taken are left": {
			"entries": [_entry(99, "allow", {"CidrBlock": "192.0.2.0/24"}), object.remove(_entry(100, "allow", {"Protocol": "-1"}), ["PortRange"])],
			"calls": [["CreateNetworkAclEntry", 98], ["CreateNetworkAclEntry", 97]],
		},
		"an outbound number is not taken": {
			"entries": [object.union(_entry(99, "allow", {"Protocol": "-1"}), {"Egress": true}), _entry(100, "allow", {"PortRange": {"From": 20, "To": 30}})],
			"calls": [["CreateNetworkAclEntry", 99]],
		},
		"both families": {
			"entries": [
				object.remove(_entry(100, "allow", {"Protocol": "-1"}), ["PortRange"]),
				object.remove(object.union(_entry(101, "allow", {"Protocol": "-1"}), {"Ipv6CidrBlock": "::/0"}), ["PortRange", "CidrBlock"]),
			],
			"calls": [["CreateNetworkAclEntry", 99], ["CreateNetworkAclEntry", 98], ["CreateNetworkAclEntry", 97], ["CreateNetworkAclEntry", 96]],
		},
		"one entry goes and another gets a deny": {
			"entries": [_entry(50, "allow", {}), _entry(100, "allow", {"PortRange": {"From": 0, "To": 65535}})],
			"calls": [["DeleteNetworkAclEntry", 50], ["CreateNetworkAclEntry", 99], ["CreateNetworkAclEntry", 98]],
		},
		"no number is free": {"entries": [object.remove(_entry(1, "allow", {"Protocol": "-1"}), ["PortRange"])], "calls": []},
		"one number for two ports": {"entries": [object.remove(_entry(2, "allow", {"Protocol": "-1"}), ["PortRange"])], "calls": []},
	}
	acl := _acl({"NetworkAclId": "acl-1", "Entries": tc.entries})
	world := {"account": _account, "ec2": {"network_acls": [acl]}}
	steps := control.plan with input as world
	[[call.operation, call.params.RuleNumber] | some step in steps; some call in step.calls] == tc.calls
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {["PASSED", "FAILED"][count({1 | count(tc.calls) == 0})]}
	count([call | some step in steps; some call in step.undo]) == count(tc.calls)
}

test_undone_the_entry_is_as_it_was if {
	acl := _acl({"NetworkAclId": "acl-1", "Entries": [_entry(100, "allow", {})]})
	steps := control.plan with input.account as _account with input.ec2.network_acls as [acl]
	[call.params | some step in steps; some call in step.undo] == [object.union({"NetworkAclId": "acl-1"}, _entry(100, "allow", {}))]
}
