package controls.ops.instance_is_managed_test

import data.controls.ops.instance_is_managed as control

test_instance_is_managed[name] if {
	some name, tc in {
		"online passes": {"managed": [_managed("i-1", "Online")], "want": "PASSED online"},
		"contact lost fails": {"managed": [_managed("i-1", "ConnectionLost")], "want": "FAILED offline"},
		"inactive fails": {"managed": [_managed("i-1", "Inactive")], "want": "FAILED offline"},
		"a status absent fails": {"managed": [object.remove(_managed("i-1", ""), ["PingStatus"])], "want": "FAILED offline"},
		"another instance does not count": {"managed": [_managed("i-2", "Online")], "want": "FAILED unmanaged"},
		"nothing is managed": {"managed": [], "want": "FAILED unmanaged"},
	}
	got := control.findings with input.ec2.instances as [_instance("i-1", "running")] with input.ssm.instances as tc.managed
	_said(got) == {tc.want}
}

test_subjects_run if {
	instances := [_instance("i-1", "running"), _instance("i-2", "stopped"), _instance("i-3", "terminated"), {"id": "i-4", "region": "ap-northeast-1"}]
	subjects := control.subjects with input.ec2.instances as instances
	subjects == {"i-1"}
	got := control.findings with input.ec2.instances as instances with input.ssm.instances as []
	{finding.id | some finding in got} == {"i-1"}
	managed := control.findings with input.ec2.instances as instances with input.ssm.instances as [_managed("i-1", "Online"), _managed("i-2", "Online"), _managed("i-3", "Inactive")]
	{finding.id | some finding in managed} == {"i-1"}
}

_instance(id, state) := {"id": id, "region": "ap-northeast-1", "InstanceId": id, "State": {"Name": state}}

_managed(id, status) := {"id": id, "region": "ap-northeast-1", "InstanceId": id, "PingStatus": status}

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
