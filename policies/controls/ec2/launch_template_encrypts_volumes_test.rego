package controls.ec2.launch_template_encrypts_volumes_test

import data.controls.ec2.launch_template_encrypts_volumes as control

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
