package controls.ec2.blea_instance_requires_imdsv2_test

import data.controls.ec2.blea_instance_requires_imdsv2 as control

_instance(more) := object.union({"id": "i-1", "region": "ap-northeast-1", "InstanceId": "i-1"}, more)

_group(more) := object.union({"id": "g", "region": "ap-northeast-1", "Instances": [{"InstanceId": "i-1"}]}, more)

_configuration(options) := {"id": "c", "region": "ap-northeast-1", "LaunchConfigurationName": "lc", "MetadataOptions": options}

_template(options) := {"id": "lt-1", "region": "ap-northeast-1", "DescribeLaunchTemplateVersions": {"LaunchTemplateVersions": [{"LaunchTemplateData": {"MetadataOptions": options}}]}}

_got(instance, groups, configurations, templates, defaults) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in found] if {
	found := control.findings with input.ec2.instances as [instance]
		with input.autoscaling.groups as groups
		with input.autoscaling.launch_configurations as configurations
		with input.ec2.launch_templates as templates
		with input.ec2.instance_metadata_defaults as defaults
}

test_instances[name] if {
	some name, tc in {
		"required passes": {"instance": {"MetadataOptions": {"HttpTokens": "required"}}, "want": ["PASSED guarded"]},
		"optional fails": {"instance": {"MetadataOptions": {"HttpTokens": "optional"}}, "want": ["FAILED optional"]},
		"optional passes where the service is off": {"instance": {"MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}}, "want": ["PASSED guarded"]},
		"untold options fail": {"instance": {}, "want": ["FAILED optional"]},
		"a stopped instance counts": {"instance": {"State": {"Name": "stopped"}}, "want": ["FAILED optional"]},
		"a terminated instance is out of scope": {"instance": {"State": {"Name": "terminated"}}, "want": []},
	}
	_got(_instance(tc.instance), [], [], [], []) == tc.want
}

_by_configuration := _group({"LaunchConfigurationName": "lc"})

_by_template := _group({"LaunchTemplate": {"LaunchTemplateId": "lt-1", "Version": "$Default"}})

_mixed := _group({"MixedInstancesPolicy": {"LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateId": "lt-1"}}}})

_default := [{"id": "ap-northeast-1", "region": "ap-northeast-1", "HttpTokens": "required"}]

test_successors[name] if {
	some name, tc in {
		"a strict launch configuration passes": {"group": _by_configuration, "options": {"HttpTokens": "required"}, "defaults": [], "want": "PASSED guarded"},
		"a lax one fails": {"group": _by_configuration, "options": {"HttpTokens": "optional"}, "defaults": [], "want": "FAILED successors"},
		"a lax one fails whatever the default": {"group": _by_configuration, "options": {"HttpTokens": "optional"}, "defaults": _default, "want": "FAILED successors"},
		"one that says nothing fails": {"group": _by_configuration, "options": {}, "defaults": [], "want": "FAILED successors"},
		"one that says nothing passes under a strict default": {"group": _by_configuration, "options": {}, "defaults": _default, "want": "PASSED guarded"},
		"the default of another region does not help": {"group": _by_configuration, "options": {}, "defaults": [object.union(_default[0], {"region": "us-east-1"})], "want": "FAILED successors"},
		"one without the service passes": {"group": _by_configuration, "options": {"HttpEndpoint": "disabled"}, "defaults": [], "want": "PASSED guarded"},
		"one that asks for less without the service passes": {"group": _by_configuration, "options": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}, "defaults": [], "want": "PASSED guarded"},
		"a default that asks for nothing does not help": {"group": _by_configuration, "options": {}, "defaults": [object.union(_default[0], {"HttpTokens": "optional"})], "want": "FAILED successors"},
		"a silent template without the service passes": {"group": _by_template, "options": {"HttpEndpoint": "disabled"}, "defaults": [], "want": "PASSED guarded"},
		"a strict template passes": {"group": _by_template, "options": {"HttpTokens": "required"}, "defaults": [], "want": "PASSED guarded"},
		"a lax template fails": {"group": _by_template, "options": {"HttpTokens": "optional"}, "defaults": _default, "want": "FAILED successors"},
		"a template that says nothing fails": {"group": _by_template, "options": {}, "defaults": [], "want": "FAILED successors"},
		"a template that says nothing passes under a strict default": {"group": _by_template, "options": {}, "defaults": _default, "want": "PASSED guarded"},
		"a template without the service passes": {"group": _by_template, "options": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}, "defaults": [], "want": "PASSED guarded"},
		"a template of a mixed group fails": {"group": _mixed, "options": {"HttpTokens": "optional"}, "defaults": [], "want": "FAILED successors"},
		"a group of other instances does not matter": {"group": object.union(_by_template, {"Instances": [{"InstanceId": "i-2"}]}), "options": {"HttpTokens": "optional"}, "defaults": [], "want": "PASSED guarded"},
	}
	_got(_instance({"MetadataOptions": {"HttpTokens": "required"}}), [tc.group], [_configuration(tc.options)], [_template(tc.options)], tc.defaults) == [tc.want]
}

test_an_instance_itself_comes_before_its_successors if {
	_got(_instance({"MetadataOptions": {"HttpTokens": "optional"}}), [_by_template], [], [_template({"HttpTokens": "optional"})], []) == ["FAILED optional"]
}

test_terminated_instances_are_out_of_scope[name] if {
	some name, tokens in {"guarded": "required", "not guarded": "optional"}
	every groups in [[], [_by_template]] {
		_got(_instance({"MetadataOptions": {"HttpTokens": tokens}, "State": {"Name": "terminated"}}), groups, [], [_template({"HttpTokens": "optional"})], []) == []
	}
}

test_plan_names_the_instance if {
	steps := control.plan with input.ec2.instances as [
		_instance({"MetadataOptions": {"HttpTokens": "optional"}}),
		_instance({"id": "i-2", "MetadataOptions": {"HttpTokens": "required"}}),
		_instance({"id": "i-3", "State": {"Name": "terminated"}}),
	]
	[step.calls[0].params | some step in steps] == [{"InstanceId": "i-1", "HttpTokens": "required"}]
}
