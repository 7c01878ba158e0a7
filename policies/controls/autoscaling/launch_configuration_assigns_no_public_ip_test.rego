package controls.autoscaling.launch_configuration_assigns_no_public_ip_test

import data.controls.autoscaling.launch_configuration_assigns_no_public_ip as control

_configuration(more) := object.union({"id": "arn:aws:autoscaling:ap-northeast-1:111122223333:launchConfiguration:0:launchConfigurationName/web", "region": "ap-northeast-1"}, more)

test_launch_configuration_assigns_no_public_ip[name] if {
	some name, tc in {
		"false passes": {"configuration": {"AssociatePublicIpAddress": false}, "want": ["PASSED private"]},
		"nothing said passes": {"configuration": {}, "want": ["PASSED private"]},
		"true fails": {"configuration": {"AssociatePublicIpAddress": true}, "want": ["FAILED public"]},
	}
	got := control.findings with input.autoscaling.launch_configurations as [_configuration(tc.configuration)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
