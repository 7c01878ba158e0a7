package controls.ec2.launch_template_requires_imdsv2_test

import data.controls.ec2.launch_template_requires_imdsv2 as control

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
