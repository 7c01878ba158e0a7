package controls.elasticbeanstalk.environment_reports_enhanced_health_test

import data.controls.elasticbeanstalk.environment_reports_enhanced_health as control

_environment(more) := object.union(object.remove({"id": "x", "region": "ap-northeast-1", "EnvironmentId": "e-1", "Status": "Ready"}, object.keys(more)), more)

test_environment_reports_enhanced_health[name] if {
	some name, tc in {
		"enhanced passes": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:healthreporting:system", "OptionName": "SystemType", "Value": "enhanced"}]}]}}, "want": ["PASSED enhanced"]},
		"basic fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:healthreporting:system", "OptionName": "SystemType", "Value": "basic"}]}]}}, "want": ["FAILED basic"]},
		"an option without a value fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:healthreporting:system", "OptionName": "SystemType"}]}]}}, "want": ["FAILED basic"]},
		"the name in another namespace fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "mine", "OptionName": "SystemType", "Value": "enhanced"}]}]}}, "want": ["FAILED basic"]},
		"no options fail": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": []}]}}, "want": ["FAILED basic"]},
		"no settings fail": {"environment": {"DescribeConfigurationSettings": {}}, "want": ["FAILED basic"]},
		"an environment that is going is out of scope": {"environment": {"Status": "Terminated", "DescribeConfigurationSettings": {}}, "want": []},
		"so is one with enhanced health": {"environment": {"Status": "Terminating", "DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:healthreporting:system", "OptionName": "SystemType", "Value": "enhanced"}]}]}}, "want": []},
		"another option with that value fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:healthreporting:system", "OptionName": "ConfigDocument", "Value": "enhanced"}]}]}}, "want": ["FAILED basic"]},
	}
	got := control.findings with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	count(subjects) == count(tc.want)
}

test_plan[name] if {
	some name, tc in {
		"basic": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": []}}, "want": ["enhanced"]},
		"going": {"environment": {"Status": "Terminating", "DescribeConfigurationSettings": {}}, "want": []},
		"enhanced": {
			"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:healthreporting:system", "OptionName": "SystemType", "Value": "enhanced"}]}]}},
			"want": [],
		},
	}
	plan := control.plan with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	[step.calls[0].params.OptionSettings[0].Value | some step in plan; step.subject == "x"] == tc.want
}
