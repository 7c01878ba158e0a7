package controls.ec2.launch_template_encrypts_volumes_test

import data.controls.ec2.launch_template_encrypts_volumes as control
import data.lib.steps_test

_template(more) := object.union({"id": "lt-1", "region": "ap-northeast-1"}, more)

test_launch_template_encrypts_volumes[name] if {
	some name, tc in {
		"true passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": true}}]}}]}}, "want": ["PASSED encrypted"]},
		"false fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": false}}]}}]}}, "want": ["FAILED plain"]},
		"false of a second volume fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"BlockDeviceMappings": [{"Ebs": {"Encrypted": true}}, {"Ebs": {"Encrypted": false}}]}}]}}, "want": ["FAILED plain"]},
		"nothing said passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"BlockDeviceMappings": [{"Ebs": {"VolumeSize": 8}}]}}]}}, "want": ["PASSED encrypted"]},
		"an instance store passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"BlockDeviceMappings": [{"VirtualName": "ephemeral0"}]}}]}}, "want": ["PASSED encrypted"]},
		"no volume passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {}}]}}, "want": ["PASSED encrypted"]},
	}
	got := control.findings with input.ec2.launch_templates as [_template(tc.template)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

_planned_template(fields) := {"id": "lt-1", "region": "ap-northeast-1", "LaunchTemplateId": "lt-1", "DefaultVersionNumber": 3, "LatestVersionNumber": 7, "DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"LaunchTemplateData": fields}]}}

test_the_plan_makes_another_default_version[name] if {
	some name, tc in {
		"a plain volume": {
			"data": {"BlockDeviceMappings": [{"DeviceName": "/dev/sda1", "Ebs": {"Encrypted": false, "VolumeSize": 8}}, {"DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"}]},
			"want": [{"BlockDeviceMappings": [{"DeviceName": "/dev/sda1", "Ebs": {"Encrypted": true, "VolumeSize": 8}}, {"DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"}]}], "after": "PASSED",
		},
		"an encrypted one": {"data": {"BlockDeviceMappings": [{"Ebs": {"Encrypted": true}}]}, "want": [], "after": "PASSED"},
	}
	world := {"ec2": {"launch_templates": [_planned_template(tc.data)], "network_interfaces": [{"id": "eni-1", "Association": {"PublicIp": "203.0.113.1"}}]}}
	steps := control.plan with input as world
	[call.params.LaunchTemplateData | some step in steps; some call in step.calls; call.params.LaunchTemplateData] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
