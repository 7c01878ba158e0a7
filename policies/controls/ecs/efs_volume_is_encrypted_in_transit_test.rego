package controls.ecs.efs_volume_is_encrypted_in_transit_test

import data.controls.ecs.efs_volume_is_encrypted_in_transit as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_efs_volume_is_encrypted_in_transit[name] if {
	some name, tc in {
		"enabled passes": {"element": {"Volumes": [{"Name": "a", "EfsVolumeConfiguration": {"TransitEncryption": "ENABLED"}}]}, "want": ["PASSED encrypted"]},
		"disabled fails": {"element": {"Volumes": [{"Name": "a", "EfsVolumeConfiguration": {"TransitEncryption": "DISABLED"}}]}, "want": ["FAILED plain"]},
		"untold fails": {"element": {"Volumes": [{"Name": "a", "EfsVolumeConfiguration": {"FileSystemId": "fs-1"}}]}, "want": ["FAILED plain"]},
		"one of two fails": {"element": {"Volumes": [{"Name": "a", "EfsVolumeConfiguration": {"TransitEncryption": "ENABLED"}}, {"Name": "b", "EfsVolumeConfiguration": {"FileSystemId": "fs-1"}}]}, "want": ["FAILED plain"]},
		"another kind of volume passes": {"element": {"Volumes": [{"Name": "a", "Host": {}}]}, "want": ["PASSED none"]},
		"no volumes pass": {"element": {"Volumes": []}, "want": ["PASSED none"]},
		"untold volumes pass": {"element": {}, "want": ["PASSED none"]},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_reader_sees_the_volumes if {
	some finding in control.findings with input.ecs.task_definitions as [_definition({"Volumes": [{"Name": "good", "EfsVolumeConfiguration": {"TransitEncryption": "ENABLED"}}, {"Name": "bad", "EfsVolumeConfiguration": {"FileSystemId": "fs-1"}}]})]
	finding.args == {"volumes": ["bad"]}
}
