package controls.ec2.network_acl_closes_admin_ports_test

import data.controls.ec2.network_acl_closes_admin_ports as control

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
