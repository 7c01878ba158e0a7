package controls.elasticbeanstalk.environment_updates_its_platform_test

import data.controls.elasticbeanstalk.environment_updates_its_platform as control

_environment(more) := object.union(object.remove({"id": "x", "region": "ap-northeast-1", "EnvironmentId": "e-1", "Status": "Ready"}, object.keys(more)), more)

test_environment_updates_its_platform[name] if {
	some name, tc in {
		"on passes": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled", "Value": "true"}]}]}}, "want": ["PASSED managed"]},
		"on at any level passes": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled", "Value": "true"}, {"Namespace": "aws:elasticbeanstalk:managedactions:platformupdate", "OptionName": "UpdateLevel", "Value": "patch"}]}]}}, "want": ["PASSED managed"]},
		"off fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled", "Value": "false"}, {"Namespace": "aws:elasticbeanstalk:managedactions:platformupdate", "OptionName": "UpdateLevel", "Value": "minor"}]}]}}, "want": ["FAILED manual"]},
		"an option without a value fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled"}]}]}}, "want": ["FAILED manual"]},
		"the name in another namespace fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:application:environment", "OptionName": "ManagedActionsEnabled", "Value": "true"}]}]}}, "want": ["FAILED manual"]},
		"no options fail": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": []}]}}, "want": ["FAILED manual"]},
		"no settings fail": {"environment": {"DescribeConfigurationSettings": {}}, "want": ["FAILED manual"]},
		"an environment that is going is out of scope": {"environment": {"Status": "Terminating", "DescribeConfigurationSettings": {}}, "want": []},
		"so is one with updates": {"environment": {"Status": "Terminating", "DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled", "Value": "true"}]}]}}, "want": []},
		"another option with that value fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ServiceRoleForManagedUpdates", "Value": "true"}]}]}}, "want": ["FAILED manual"]},
	}
	got := control.findings with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	count(subjects) == count(tc.want)
}

test_level[name] if {
	some name, tc in {
		"the level asked for passes": {"options": [["ManagedActionsEnabled", "true"], ["UpdateLevel", "patch"]], "want": ["PASSED managed"]},
		"another level fails": {"options": [["ManagedActionsEnabled", "true"], ["UpdateLevel", "minor"]], "want": ["FAILED level"]},
		"no level fails": {"options": [["ManagedActionsEnabled", "true"]], "want": ["FAILED level"]},
		"off and at another level fails once": {"options": [["ManagedActionsEnabled", "false"], ["UpdateLevel", "minor"]], "want": ["FAILED manual"]},
		"off at the level fails": {"options": [["ManagedActionsEnabled", "false"], ["UpdateLevel", "patch"]], "want": ["FAILED manual"]},
	}
	got := control.findings with input.elasticbeanstalk.environments as [_environment(_options(tc.options))]
		with data.parameters as {"ElasticBeanstalk.2": {"UpdateLevel": "patch"}}
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"off": {"options": [["ManagedActionsEnabled", "false"]], "parameters": {}, "want": [["ManagedActionsEnabled", "true"], ["UpdateLevel", "minor"]]},
		"off, with a level asked for": {"options": [], "parameters": {"UpdateLevel": "patch"}, "want": [["ManagedActionsEnabled", "true"], ["UpdateLevel", "patch"]]},
		"on at another level": {"options": [["ManagedActionsEnabled", "true"], ["UpdateLevel", "minor"]], "parameters": {"UpdateLevel": "patch"}, "want": [["UpdateLevel", "patch"]]},
		"on": {"options": [["ManagedActionsEnabled", "true"]], "parameters": {}, "want": []},
	}
	plan := control.plan with input.elasticbeanstalk.environments as [_environment(_options(tc.options))]
		with data.parameters as {"ElasticBeanstalk.2": tc.parameters}
	[[option.OptionName, option.Value] |
		some step in plan
		step.subject == "x"
		some option in step.calls[0].params.OptionSettings
		option.OptionName in {"ManagedActionsEnabled", "UpdateLevel"}
	] == tc.want
}

test_no_plan_for_an_environment_that_is_going if {
	plan := control.plan with input.elasticbeanstalk.environments as [_environment({"Status": "Terminated", "DescribeConfigurationSettings": {}})]
	plan == set()
}

_namespaces := {"ManagedActionsEnabled": "aws:elasticbeanstalk:managedactions", "UpdateLevel": "aws:elasticbeanstalk:managedactions:platformupdate"}

_options(pairs) := {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": _namespaces[name], "OptionName": name, "Value": value} | some [name, value] in pairs]}]}}

test_only_the_level_counts if {
	on := {"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled", "Value": "true"}
	every other in [
		{"Namespace": "aws:elasticbeanstalk:managedactions:platformupdate", "OptionName": "Other", "Value": "patch"},
		{"Namespace": "aws:elasticbeanstalk:application:environment", "OptionName": "UpdateLevel", "Value": "patch"},
	] {
		settings := {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [on, other]}]}}
		got := control.findings with input.elasticbeanstalk.environments as [_environment(settings)] with data.parameters as {"ElasticBeanstalk.2": {"UpdateLevel": "patch"}}
		[finding.code | some finding in got] == ["level"]
		going := control.findings with input.elasticbeanstalk.environments as [_environment(object.union(settings, {"Status": "Terminating"}))]
			with data.parameters as {"ElasticBeanstalk.2": {"UpdateLevel": "patch"}}
		going == set()
	}
}
