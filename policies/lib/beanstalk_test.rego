package lib.beanstalk_test

import data.lib.beanstalk

test_there[name] if {
	some name, tc in {
		"ready": {"environment": {"Status": "Ready"}, "want": {"e"}},
		"updating": {"environment": {"Status": "Updating"}, "want": {"e"}},
		"untold": {"environment": {}, "want": {"e"}},
		"terminating": {"environment": {"Status": "Terminating"}, "want": set()},
		"terminated": {"environment": {"Status": "Terminated"}, "want": set()},
	}
	got := beanstalk.there with input.elasticbeanstalk.environments as [object.union({"id": "e"}, tc.environment)]
	got == tc.want
}

test_setting if {
	environment := {"id": "arn:e", "region": "ap-northeast-1", "EnvironmentId": "e-1", "DescribeConfigurationSettings": {"ConfigurationSettings": [{"TemplateName": "t", "OptionSettings": [
		{"Namespace": "a", "OptionName": "x", "Value": "old"},
		{"Namespace": "a", "OptionName": "y", "Value": "stays"},
		{"Namespace": "b", "OptionName": "x", "Value": "stays"},
	]}]}}
	step := beanstalk.setting(environment, [["a", "x", "new"], ["a", "z", "more"]], [["a", "x", "old"]])
	step.subject == "arn:e"
	step.region == "ap-northeast-1"
	step.calls[0].params == {"EnvironmentId": "e-1", "OptionSettings": [
		{"Namespace": "a", "OptionName": "x", "Value": "new"},
		{"Namespace": "a", "OptionName": "z", "Value": "more"},
	]}
	step.undo[0].params == {"EnvironmentId": "e-1", "OptionSettings": [{"Namespace": "a", "OptionName": "x", "Value": "old"}]}
	step.effect[0].value == [{"TemplateName": "t", "OptionSettings": [
		{"Namespace": "a", "OptionName": "y", "Value": "stays"},
		{"Namespace": "b", "OptionName": "x", "Value": "stays"},
		{"Namespace": "a", "OptionName": "x", "Value": "new"},
		{"Namespace": "a", "OptionName": "z", "Value": "more"},
	]}]
}
