package lib.launch_templates_test

import data.lib.launch_templates
import data.lib.steps_test

_template := {
	"id": "lt-1", "region": "ap-northeast-1", "LaunchTemplateId": "lt-1", "DefaultVersionNumber": 3, "LatestVersionNumber": 7,
	"DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"VersionNumber": 3, "LaunchTemplateData": {"ImageId": "ami-1", "EbsOptimized": false}}]},
}

test_a_version_is_made_of_the_default_one if {
	step := launch_templates.step(_template, {"EbsOptimized": true})
	[[call.operation, call.params] | some call in step.calls] == [
		["CreateLaunchTemplateVersion", {"LaunchTemplateId": "lt-1", "SourceVersion": "3", "LaunchTemplateData": {"EbsOptimized": true}, "ClientToken": "lt-1-8"}],
		["ModifyLaunchTemplate", {"LaunchTemplateId": "lt-1", "DefaultVersion": "8"}],
	]
	[[call.operation, call.params] | some call in step.undo] == [
		["ModifyLaunchTemplate", {"LaunchTemplateId": "lt-1", "DefaultVersion": "3"}],
		["DeleteLaunchTemplateVersions", {"LaunchTemplateId": "lt-1", "Versions": ["8"]}],
	]
	left := steps_test.after({"ec2": {"launch_templates": [_template]}}, [step]).ec2.launch_templates[0]
	[left.DefaultVersionNumber, left.LatestVersionNumber] == [8, 8]
	launch_templates.data_of(left) == {"ImageId": "ami-1", "EbsOptimized": true}
	again := launch_templates.step(left, {"EbsOptimized": false})
	again.calls[1].params.DefaultVersion == "9"
}
