package controls.elasticbeanstalk.environment_streams_logs_test

import data.controls.elasticbeanstalk.environment_streams_logs as control

_environment(more) := object.union(object.remove({"id": "x", "region": "ap-northeast-1", "EnvironmentId": "e-1", "Status": "Ready"}, object.keys(more)), more)

test_environment_streams_logs[name] if {
	some name, tc in {
		"on passes": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "StreamLogs", "Value": "true"}, {"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "RetentionInDays", "Value": "1"}]}]}}, "want": ["PASSED streamed"]},
		"on with no word of days passes": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "StreamLogs", "Value": "true"}]}]}}, "want": ["PASSED streamed"]},
		"off fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "StreamLogs", "Value": "false"}, {"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "RetentionInDays", "Value": "7"}]}]}}, "want": ["FAILED local"]},
		"an option without a value fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "StreamLogs"}]}]}}, "want": ["FAILED local"]},
		"health logs alone fail": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs:health", "OptionName": "HealthStreamingEnabled", "Value": "true"}]}]}}, "want": ["FAILED local"]},
		"the name in another namespace fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:application:environment", "OptionName": "StreamLogs", "Value": "true"}]}]}}, "want": ["FAILED local"]},
		"no options fail": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": []}]}}, "want": ["FAILED local"]},
		"no settings fail": {"environment": {"DescribeConfigurationSettings": {}}, "want": ["FAILED local"]},
		"an environment that is going is out of scope": {"environment": {"Status": "Terminating", "DescribeConfigurationSettings": {}}, "want": []},
		"so is one that streams": {"environment": {"Status": "Terminating", "DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "StreamLogs", "Value": "true"}]}]}}, "want": []},
		"another option with that value fails": {"environment": {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "DeleteOnTerminate", "Value": "true"}]}]}}, "want": ["FAILED local"]},
	}
	got := control.findings with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elasticbeanstalk.environments as [_environment(tc.environment)]
	count(subjects) == count(tc.want)
}

test_retention[name] if {
	some name, tc in {
		"as long as asked for passes": {"options": [["StreamLogs", "true"], ["RetentionInDays", "30"]], "want": ["PASSED streamed"]},
		"longer passes": {"options": [["StreamLogs", "true"], ["RetentionInDays", "180"]], "want": ["PASSED streamed"]},
		"shorter fails": {"options": [["StreamLogs", "true"], ["RetentionInDays", "29"]], "want": ["FAILED short"]},
		"no days fail": {"options": [["StreamLogs", "true"]], "want": ["FAILED short"]},
		"days that are no number fail": {"options": [["StreamLogs", "true"], ["RetentionInDays", "ever"]], "want": ["FAILED short"]},
		"off fails": {"options": [["StreamLogs", "false"], ["RetentionInDays", "30"]], "want": ["FAILED local"]},
		"off for too short a time fails once": {"options": [["StreamLogs", "false"], ["RetentionInDays", "7"]], "want": ["FAILED local"]},
		"another option with a number does not count": {"options": [["StreamLogs", "true"], ["Other", "60"]], "want": ["FAILED short"]},
	}
	got := control.findings with input.elasticbeanstalk.environments as [_environment(_options(tc.options))]
		with data.parameters as {"ElasticBeanstalk.3": {"RetentionInDays": 30}}
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"off": {"options": [["StreamLogs", "false"]], "parameters": {}, "want": [["StreamLogs", "true"]]},
		"off, with days asked for": {"options": [], "parameters": {"RetentionInDays": 31}, "want": [["StreamLogs", "true"], ["RetentionInDays", "60"]]},
		"on for too short a time": {"options": [["StreamLogs", "true"], ["RetentionInDays", "7"]], "parameters": {"RetentionInDays": 30}, "want": [["RetentionInDays", "30"]]},
		"on": {"options": [["StreamLogs", "true"]], "parameters": {}, "want": []},
	}
	plan := control.plan with input.elasticbeanstalk.environments as [_environment(_options(tc.options))]
		with data.parameters as {"ElasticBeanstalk.3": tc.parameters}
	[[option.OptionName, option.Value] | some step in plan; step.subject == "x"; some option in step.calls[0].params.OptionSettings] == tc.want
}

_options(pairs) := {"DescribeConfigurationSettings": {"ConfigurationSettings": [{"OptionSettings": [{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": name, "Value": value} | some [name, value] in pairs]}]}}

test_days_of_health_logs_do_not_count if {
	settings := [{"OptionSettings": [
		{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs", "OptionName": "StreamLogs", "Value": "true"},
		{"Namespace": "aws:elasticbeanstalk:cloudwatch:logs:health", "OptionName": "RetentionInDays", "Value": "60"},
	]}]
	got := control.findings with input.elasticbeanstalk.environments as [_environment({"DescribeConfigurationSettings": {"ConfigurationSettings": settings}})]
		with data.parameters as {"ElasticBeanstalk.3": {"RetentionInDays": 30}}
	[finding.code | some finding in got] == ["short"]
	going := control.findings with input.elasticbeanstalk.environments as [_environment({"Status": "Terminating", "DescribeConfigurationSettings": {"ConfigurationSettings": settings}})]
		with data.parameters as {"ElasticBeanstalk.3": {"RetentionInDays": 30}}
	going == set()
}
