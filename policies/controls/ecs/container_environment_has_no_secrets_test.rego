package controls.ecs.container_environment_has_no_secrets_test

import data.controls.ecs.container_environment_has_no_secrets as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_container_environment_has_no_secrets[name] if {
	some name, tc in {
		"no containers pass": {"definition": {"ContainerDefinitions": []}, "want": "PASSED clean"},
		"no variables pass": {"definition": {"ContainerDefinitions": [{"Name": "app"}]}, "want": "PASSED clean"},
		"an empty list passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "Environment": []}]}, "want": "PASSED clean"},
		"another name passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "Environment": [{"Name": "AWS_REGION"}, {"Name": "DB_PASSWORD"}]}]}, "want": "PASSED clean"},
		"an access key fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "Environment": [{"Name": "AWS_ACCESS_KEY_ID"}]}]}, "want": "FAILED secrets"},
		"a secret key fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "Environment": [{"Name": "AWS_SECRET_ACCESS_KEY"}]}]}, "want": "FAILED secrets"},
		"a login of a registry fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "Environment": [{"Name": "ECS_ENGINE_AUTH_DATA"}]}]}, "want": "FAILED secrets"},
		"a reference to a secret passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "Secrets": [{"Name": "AWS_SECRET_ACCESS_KEY", "ValueFrom": "arn:aws:ssm:ap-northeast-1:111122223333:parameter/key"}]}]}, "want": "PASSED clean"},
		"the second container fails": {"definition": {"ContainerDefinitions": [{"Name": "app"}, {"Name": "agent", "Environment": [{"Name": "AWS_ACCESS_KEY_ID"}]}]}, "want": "FAILED secrets"},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.definition)]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_where if {
	some finding in control.findings with input.ecs.task_definitions as [_definition({"ContainerDefinitions": [
		{"Name": "b", "Environment": [{"Name": "AWS_SECRET_ACCESS_KEY"}, {"Name": "AWS_ACCESS_KEY_ID"}, {"Name": "TZ"}]},
		{"Name": "a", "Environment": [{"Name": "AWS_ACCESS_KEY_ID"}]},
		{"Name": "c", "Environment": [{"Name": "TZ"}]},
	]})]
	finding.args == {"containers": ["a", "b"], "variables": ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]}
}
