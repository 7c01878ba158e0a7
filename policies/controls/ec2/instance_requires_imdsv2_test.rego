package controls.ec2.instance_requires_imdsv2_test

import data.controls.ec2.instance_requires_imdsv2 as control

_instance(more) := object.union({"id": "i-1", "region": "ap-northeast-1", "InstanceId": "i-1", "State": {"Name": "running"}}, more)

test_instance_requires_imdsv2[name] if {
	some name, tc in {
		"required passes": {"instance": {"MetadataOptions": {"HttpTokens": "required"}}, "want": ["PASSED"]},
		"optional fails": {"instance": {"MetadataOptions": {"HttpTokens": "optional"}}, "want": ["FAILED"]},
		"optional fails though the service is off": {"instance": {"MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}}, "want": ["FAILED"]},
		"an untold mode fails": {"instance": {"MetadataOptions": {}}, "want": ["FAILED"]},
		"untold options fail": {"instance": {}, "want": ["FAILED"]},
		"a stopped instance counts": {"instance": {"State": {"Name": "stopped"}, "MetadataOptions": {"HttpTokens": "optional"}}, "want": ["FAILED"]},
		"an untold state counts": {"instance": {"State": {}, "MetadataOptions": {"HttpTokens": "optional"}}, "want": ["FAILED"]},
		"a terminated instance is out of scope": {"instance": {"State": {"Name": "terminated"}, "MetadataOptions": {"HttpTokens": "optional"}}, "want": []},
		"an instance on the way to it is out of scope": {"instance": {"State": {"Name": "shutting-down"}, "MetadataOptions": {"HttpTokens": "required"}}, "want": []},
	}
	got := control.findings with input.ec2.instances as [object.union(object.remove(_instance({}), object.keys(tc.instance)), tc.instance)]
	[finding.status | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.instances as [object.union(object.remove(_instance({}), object.keys(tc.instance)), tc.instance)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_instance if {
	steps := control.plan with input.ec2.instances as [
		_instance({"MetadataOptions": {"HttpTokens": "optional"}}),
		_instance({"id": "i-2", "InstanceId": "i-2", "MetadataOptions": {"HttpTokens": "required"}}),
		{"id": "i-3", "region": "ap-northeast-1", "InstanceId": "i-3", "State": {"Name": "terminated"}},
	]
	[step.calls[0].params | some step in steps] == [{"InstanceId": "i-1", "HttpTokens": "required"}]
	{step.destructive | some step in steps} == {false}
}
