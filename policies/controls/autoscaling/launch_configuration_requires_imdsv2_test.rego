package controls.autoscaling.launch_configuration_requires_imdsv2_test

import data.controls.autoscaling.launch_configuration_requires_imdsv2 as control

_configuration(more) := object.union({"id": "arn:aws:autoscaling:ap-northeast-1:111122223333:launchConfiguration:0:launchConfigurationName/web", "region": "ap-northeast-1"}, more)

test_launch_configuration_requires_imdsv2[name] if {
	some name, tc in {
		"required passes": {"configuration": {"MetadataOptions": {"HttpTokens": "required"}}, "want": ["PASSED required"]},
		"optional fails": {"configuration": {"MetadataOptions": {"HttpTokens": "optional"}}, "want": ["FAILED optional"]},
		"optional fails though the service is off": {"configuration": {"MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}}, "want": ["FAILED optional"]},
		"an untold mode fails": {"configuration": {"MetadataOptions": {"HttpPutResponseHopLimit": 1}}, "want": ["FAILED optional"]},
		"untold options fail": {"configuration": {}, "want": ["FAILED optional"]},
	}
	got := control.findings with input.autoscaling.launch_configurations as [_configuration(tc.configuration)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
