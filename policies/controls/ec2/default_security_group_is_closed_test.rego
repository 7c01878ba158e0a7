package controls.ec2.default_security_group_is_closed_test

import data.controls.ec2.default_security_group_is_closed as control

test_default_group_is_closed[name] if {
	some name, tc in {
		"no rules pass": {"group": {"IpPermissions": [], "IpPermissionsEgress": []}, "want": "PASSED closed"},
		"lists absent pass": {"group": {}, "want": "PASSED closed"},
		"inbound rules fail": {"group": {"IpPermissions": [_self], "IpPermissionsEgress": []}, "want": "FAILED open"},
		"outbound rules fail": {"group": {"IpPermissions": [], "IpPermissionsEgress": [_all]}, "want": "FAILED open"},
		"a new VPC's group fails": {"group": {"IpPermissions": [_self], "IpPermissionsEgress": [_all]}, "want": "FAILED open"},
		"an owner absent is the account": {"group": {"OwnerId": null}, "want": "PASSED closed"},
	}
	group := object.filter(_group(tc.group), {key | some key, value in _group(tc.group); value != null})
	got := control.findings with input.ec2.security_groups as [group] with input.account as _account
	_said(got) == {tc.want}
}

test_subjects_are_the_accounts_default_groups if {
	got := control.subjects with input.account as _account with input.ec2.security_groups as [
		_group({}), _group({"id": "sg-2", "GroupName": "web"}), _group({"id": "sg-3", "OwnerId": "444455556666"}),
		_group({"id": "sg-4", "GroupName": "default-like"}), _group({"id": "sg-5", "region": "us-east-1"}),
	]
	got == {"sg-1", "sg-5"}
	findings := control.findings with input.account as _account with input.ec2.security_groups as [_group({"id": "sg-2", "GroupName": "web"}), _group({"id": "sg-3", "OwnerId": "444455556666", "IpPermissions": [_self]})]
	count(findings) == 0
}

test_plan[name] if {
	some name, tc in {
		"both directions": {"group": {"IpPermissions": [_self], "IpPermissionsEgress": [_all]}, "calls": ["RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"]},
		"inbound": {"group": {"IpPermissions": [_self]}, "calls": ["RevokeSecurityGroupIngress"]},
		"outbound": {"group": {"IpPermissionsEgress": [_all]}, "calls": ["RevokeSecurityGroupEgress"]},
	}
	steps := control.plan with input.ec2.security_groups as [_group(tc.group)] with input.account as _account with input.ec2.network_interfaces as []
	[[call.operation | some call in step.calls] | some step in steps] == [tc.calls]
	[[replace(call.operation, "Authorize", "Revoke") | some call in step.undo] | some step in steps] == [tc.calls]
	{step.destructive | some step in steps} == {false}
}

test_plan_is_destructive_where_the_group_is_used if {
	steps := control.plan with input.ec2.security_groups as [_group({"IpPermissions": [_self]})] with input.account as _account
		with input.ec2.network_interfaces as [{"id": "eni-1", "region": "ap-northeast-1", "Groups": [{"GroupId": "sg-2"}, {"GroupId": "sg-1"}]}]
	{step.destructive | some step in steps} == {true}
	other := control.plan with input.ec2.security_groups as [_group({"IpPermissions": [_self]})] with input.account as _account
		with input.ec2.network_interfaces as [{"id": "eni-1", "region": "ap-northeast-1", "Groups": [{"GroupId": "sg-2"}]}]
	{step.destructive | some step in other} == {false}
}

test_plan_is_empty_when_all_is_well if {
	steps := control.plan with input.ec2.security_groups as [_group({}), _group({"id": "sg-2", "GroupName": "web", "IpPermissions": [_self]})] with input.account as _account
		with input.ec2.network_interfaces as []
	count(steps) == 0
}

_group(change) := object.union(
	object.remove({"id": "sg-1", "region": "ap-northeast-1", "GroupId": "sg-1", "GroupName": "default", "OwnerId": "111122223333", "VpcId": "vpc-1"}, object.keys(change)),
	change,
)

_self := {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-1", "UserId": "111122223333"}]}

_all := {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
