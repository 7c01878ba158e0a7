package controls.ec2.launch_template_assigns_no_public_ip_test

import data.controls.ec2.launch_template_assigns_no_public_ip as control
import data.lib.steps_test

_template(more) := object.union({"id": "lt-1", "region": "ap-northeast-1"}, more)

test_launch_template_assigns_no_public_ip[name] if {
	some name, tc in {
		"false passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": false}]}}]}}, "want": ["PASSED private"]},
		"nothing said passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"DeviceIndex": 0}]}}]}}, "want": ["PASSED private"]},
		"no interface passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {}}]}}, "want": ["PASSED private"]},
		"an empty list passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": []}}]}}, "want": ["PASSED private"]},
		"true fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": true}]}}]}}, "want": ["FAILED public"]},
		"true of a second interface fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"AssociatePublicIpAddress": false}, {"AssociatePublicIpAddress": true}]}}]}}, "want": ["FAILED public"]},
		"an interface with a public address fails": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-public"}]}}]}}, "want": ["FAILED public"]},
		"one without passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-private"}]}}]}}, "want": ["PASSED private"]},
		"one that is not there passes": {"template": {"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 2, "DefaultVersion": true, "LaunchTemplateData": {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-gone"}]}}]}}, "want": ["PASSED private"]},
	}
	got := control.findings with input.ec2.launch_templates as [_template(tc.template)] with input.ec2.network_interfaces as [{"id": "eni-public", "Association": {"PublicIp": "203.0.113.1"}}, {"id": "eni-private"}]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

_planned_template(fields) := {"id": "lt-1", "region": "ap-northeast-1", "LaunchTemplateId": "lt-1", "DefaultVersionNumber": 3, "LatestVersionNumber": 7, "DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"LaunchTemplateData": fields}]}}

test_the_plan_makes_another_default_version[name] if {
	some name, tc in {
		"an address": {"data": {"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": true, "Groups": ["sg-1"]}]}, "want": [{"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": false, "Groups": ["sg-1"]}]}], "after": "PASSED"},
		"no address": {"data": {"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": false}]}, "want": [], "after": "PASSED"},
		"an interface with an address": {"data": {"NetworkInterfaces": [{"DeviceIndex": 0, "NetworkInterfaceId": "eni-1"}]}, "want": [], "after": "FAILED"},
	}
	world := {"ec2": {"launch_templates": [_planned_template(tc.data)], "network_interfaces": [{"id": "eni-1", "Association": {"PublicIp": "203.0.113.1"}}]}}
	steps := control.plan with input as world
	[call.params.LaunchTemplateData | some step in steps; some call in step.calls; call.params.LaunchTemplateData] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
