package controls.ssm.instance_is_managed_test

import data.controls.ssm.instance_is_managed as control

_instance(state) := {"id": "i-1", "region": "ap-northeast-1", "State": state}

test_instance_is_managed[name] if {
	some name, tc in {
		"managed": {"state": {"Name": "running"}, "managed": ["i-1"], "want": [["PASSED", "managed"]]},
		"managed and stopped": {"state": {"Name": "stopped"}, "managed": ["i-2", "i-1"], "want": [["PASSED", "managed"]]},
		"unmanaged": {"state": {"Name": "running"}, "managed": ["i-2"], "want": [["FAILED", "unmanaged"]]},
		"unmanaged and stopped": {"state": {"Name": "stopped"}, "managed": [], "want": [["FAILED", "unmanaged"]]},
		"terminated": {"state": {"Name": "terminated"}, "managed": [], "want": []},
		"terminated, and managed yet": {"state": {"Name": "terminated"}, "managed": ["i-1"], "want": []},
		"starting": {"state": {"Name": "pending"}, "managed": [], "want": []},
		"untold": {"state": {}, "managed": [], "want": []},
	}
	instances := [{"id": id, "region": "ap-northeast-1", "InstanceId": id} | some id in tc.managed]
	got := control.findings with input.ec2.instances as [_instance(tc.state)] with input.ssm.instances as instances
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.ec2.instances as [_instance(tc.state)]
	count(subjects) == count(tc.want)
}
