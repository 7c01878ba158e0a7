package controls.ecs.task_definition_has_logging_test

import data.controls.ecs.task_definition_has_logging as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_task_definition_has_logging[name] if {
	some name, tc in {
		"no containers pass": {"definition": {"ContainerDefinitions": []}, "want": "PASSED logged"},
		"no configuration fails": {"definition": {"ContainerDefinitions": [{"Name": "app"}]}, "want": "FAILED not_logged"},
		"a configuration without a driver fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "LogConfiguration": {"Options": {"awslogs-group": "app"}}}]}, "want": "FAILED not_logged"},
		"awslogs passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "LogConfiguration": {"LogDriver": "awslogs"}}]}, "want": "PASSED logged"},
		"another driver passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "LogConfiguration": {"LogDriver": "awsfirelens"}}]}, "want": "PASSED logged"},
		"one of two fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "LogConfiguration": {"LogDriver": "awslogs"}}, {"Name": "agent"}]}, "want": "FAILED not_logged"},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.definition)]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_the_containers if {
	some finding in control.findings with input.ecs.task_definitions as [_definition({"ContainerDefinitions": [{"Name": "app", "LogConfiguration": {"LogDriver": "awslogs"}}, {"Name": "b"}, {"Name": "a"}]})]
	finding.args == {"containers": ["a", "b"]}
}
