package controls.ec2.instance_has_role_test

import data.controls.ec2.instance_has_role as control

_instance(more) := object.union({"id": "i-1", "region": "ap-northeast-1", "InstanceId": "i-1", "State": {"Name": "running"}}, more)

_profile := {"IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/web", "Id": "AIPAEXAMPLE"}}

test_instance_has_role[name] if {
	some name, tc in {
		"a profile passes": {"instance": _profile, "want": ["PASSED"]},
		"no profile fails": {"instance": {}, "want": ["FAILED"]},
		"an empty profile fails": {"instance": {"IamInstanceProfile": {}}, "want": ["FAILED"]},
		"an empty ARN fails": {"instance": {"IamInstanceProfile": {"Arn": ""}}, "want": ["FAILED"]},
		"a stopped instance counts": {"instance": {"State": {"Name": "stopped"}}, "want": ["FAILED"]},
		"an untold state counts": {"instance": {"State": {}}, "want": ["FAILED"]},
		"a terminated instance is out of scope": {"instance": {"State": {"Name": "terminated"}}, "want": []},
		"an instance on the way to it is out of scope": {"instance": object.union(_profile, {"State": {"Name": "shutting-down"}}), "want": []},
	}
	instances := [object.union(object.remove(_instance({}), object.keys(tc.instance)), tc.instance)]
	got := control.findings with input.ec2.instances as instances
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.instances as instances
	count(subjects) == count(tc.want)
}
