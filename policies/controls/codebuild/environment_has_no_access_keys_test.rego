package controls.codebuild.environment_has_no_access_keys_test

import data.controls.codebuild.environment_has_no_access_keys as control

_project(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_environment_has_no_access_keys[name] if {
	some name, tc in {
		"other variables pass": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "STAGE", "Type": "PLAINTEXT"}, {"Name": "AWS_REGION", "Type": "PLAINTEXT"}]}}, "want": ["PASSED clean"]},
		"an access key id fails": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "AWS_ACCESS_KEY_ID", "Type": "PLAINTEXT"}]}}, "want": ["FAILED plain"]},
		"a secret access key fails": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "STAGE", "Type": "PLAINTEXT"}, {"Name": "AWS_SECRET_ACCESS_KEY", "Type": "PLAINTEXT"}]}}, "want": ["FAILED plain"]},
		"an untold type is plain": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "AWS_SECRET_ACCESS_KEY"}]}}, "want": ["FAILED plain"]},
		"a type that nobody knows yet is plain": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "AWS_SECRET_ACCESS_KEY", "Type": "NEW"}]}}, "want": ["FAILED plain"]},
		"the name of a parameter passes": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "AWS_ACCESS_KEY_ID", "Type": "PARAMETER_STORE"}]}}, "want": ["PASSED clean"]},
		"the name of a secret passes": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "AWS_SECRET_ACCESS_KEY", "Type": "SECRETS_MANAGER"}]}}, "want": ["PASSED clean"]},
		"a longer name passes": {"project": {"Environment": {"EnvironmentVariables": [{"Name": "MY_AWS_ACCESS_KEY_ID", "Type": "PLAINTEXT"}]}}, "want": ["PASSED clean"]},
		"no variables pass": {"project": {"Environment": {"EnvironmentVariables": []}}, "want": ["PASSED clean"]},
		"untold variables pass": {"project": {"Environment": {}}, "want": ["PASSED clean"]},
		"an untold environment passes": {"project": {}, "want": ["PASSED clean"]},
	}
	got := control.findings with input.codebuild.projects as [_project(tc.project)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_reason_names_the_variables if {
	got := control.findings with input.codebuild.projects as [_project({"Environment": {"EnvironmentVariables": [
		{"Name": "AWS_SECRET_ACCESS_KEY", "Type": "PLAINTEXT"},
		{"Name": "STAGE", "Type": "PLAINTEXT"},
		{"Name": "AWS_ACCESS_KEY_ID", "Type": "PLAINTEXT"},
	]}})]
	{finding.args.names | some finding in got} == {"AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"}
}
