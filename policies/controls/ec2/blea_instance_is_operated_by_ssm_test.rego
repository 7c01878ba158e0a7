package controls.ec2.blea_instance_is_operated_by_ssm_test

import data.controls.ec2.blea_instance_is_operated_by_ssm as control

_instance(more) := object.union({"id": "i-1", "region": "ap-northeast-1", "InstanceId": "i-1"}, more)

test_blea_instance_is_operated_by_ssm[name] if {
	some name, tc in {
		"a managed instance passes": {"instance": {"id": "i-managed"}, "want": ["PASSED managed"]},
		"a role with the policy passes": {"instance": {"IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/app"}}, "want": ["PASSED permitted"]},
		"a role without it fails": {"instance": {"IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/other"}}, "want": ["FAILED unmanaged"]},
		"a profile that nobody knows fails": {"instance": {"IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/gone"}}, "want": ["FAILED unmanaged"]},
		"no profile fails": {"instance": {}, "want": ["FAILED unmanaged"]},
		"a key and open SSH fail": {"instance": {"id": "i-managed", "KeyName": "k", "SecurityGroups": [{"GroupId": "sg-closed"}, {"GroupId": "sg-open"}]}, "want": ["FAILED ssh"]},
		"a key alone passes": {"instance": {"id": "i-managed", "KeyName": "k", "SecurityGroups": [{"GroupId": "sg-closed"}]}, "want": ["PASSED managed"]},
		"open SSH without a key passes": {"instance": {"id": "i-managed", "SecurityGroups": [{"GroupId": "sg-open"}]}, "want": ["PASSED managed"]},
		"a stopped instance counts": {"instance": {"State": {"Name": "stopped"}}, "want": ["FAILED unmanaged"]},
		"a managed instance with the policy is told": {"instance": {"id": "i-managed", "IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/app"}}, "want": ["PASSED managed"]},
		"a key and open SSH fail with the policy": {"instance": {"IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/app"}, "KeyName": "k", "SecurityGroups": [{"GroupId": "sg-open"}]}, "want": ["FAILED ssh"]},
		"a key and open SSH fail first": {"instance": {"KeyName": "k", "SecurityGroups": [{"GroupId": "sg-open"}]}, "want": ["FAILED ssh"]},
		"a terminated one that is managed too": {"instance": {"id": "i-managed", "State": {"Name": "terminated"}}, "want": []},
		"a terminated one with the policy too": {"instance": {"IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/app"}, "State": {"Name": "terminated"}}, "want": []},
		"a terminated one with open SSH too": {"instance": {"KeyName": "k", "SecurityGroups": [{"GroupId": "sg-open"}], "State": {"Name": "terminated"}}, "want": []},
		"a terminated one is out of scope": {"instance": {"State": {"Name": "terminated"}}, "want": []},
	}
	got := control.findings with input.ec2.instances as [_instance(tc.instance)]
		with input.ssm.instances as [{"id": "i-managed", "InstanceId": "i-managed"}]
		with input.iam.roles as _roles
		with input.ec2.security_groups as _groups
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.instances as [_instance(tc.instance)]
		with input.ssm.instances as [{"id": "i-managed", "InstanceId": "i-managed"}]
		with input.iam.roles as _roles
		with input.ec2.security_groups as _groups
	count(subjects) == count(tc.want)
}

_roles := [
	{
		"id": "r1", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"}, {"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}],
		"InstanceProfileList": [{"Arn": "arn:aws:iam::111122223333:instance-profile/app"}],
	},
	{
		"id": "r2", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/AmazonSSMManagedInstanceCore"}],
		"InstanceProfileList": [{"Arn": "arn:aws:iam::111122223333:instance-profile/other"}],
	},
]

_groups := [
	{"id": "sg-open", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
	{"id": "sg-closed", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]},
]
