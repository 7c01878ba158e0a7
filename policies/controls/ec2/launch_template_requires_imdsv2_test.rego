package controls.ec2.launch_template_requires_imdsv2_test

import data.controls.ec2.launch_template_requires_imdsv2 as control
import data.lib.steps_test

_template(more) := object.union({"id": "lt-1", "region": "ap-northeast-1"}, more)

test_launch_template_requires_imdsv2[name] if {
	some name, tc in {
		"required passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "required"}}}]}}, "want": ["PASSED required"]},
		"optional fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "optional"}}}]}}, "want": ["FAILED optional"]},
		"an untold mode fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"MetadataOptions": {"HttpEndpoint": "disabled"}}}]}}, "want": ["FAILED optional"]},
		"untold options fail": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {}}]}}, "want": ["FAILED optional"]},
	}
	got := control.findings with input.ec2.launch_templates as [_template(tc.template)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

_planned_template(fields) := {"id": "lt-1", "region": "ap-northeast-1", "LaunchTemplateId": "lt-1", "DefaultVersionNumber": 3, "LatestVersionNumber": 7, "DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"LaunchTemplateData": fields}]}}

test_the_plan_makes_another_default_version[name] if {
	some name, tc in {
		"version 1": {"data": {"MetadataOptions": {"State": "applied", "HttpTokens": "optional", "HttpPutResponseHopLimit": 2}}, "want": [{"MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2}}], "after": "PASSED"},
		"nothing said": {"data": {"ImageId": "ami-1"}, "want": [{"MetadataOptions": {"HttpTokens": "required"}}], "after": "PASSED"},
		"version 2": {"data": {"MetadataOptions": {"HttpTokens": "required"}}, "want": [], "after": "PASSED"},
	}
	world := {"ec2": {"launch_templates": [_planned_template(tc.data)], "network_interfaces": [{"id": "eni-1", "Association": {"PublicIp": "203.0.113.1"}}]}}
	steps := control.plan with input as world
	[call.params.LaunchTemplateData | some step in steps; some call in step.calls; call.params.LaunchTemplateData] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
