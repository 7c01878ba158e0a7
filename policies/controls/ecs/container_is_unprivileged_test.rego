package controls.ecs.container_is_unprivileged_test

import data.controls.ecs.container_is_unprivileged as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_container_is_unprivileged[name] if {
	some name, tc in {
		"no containers pass": {"definition": {"ContainerDefinitions": []}, "want": "PASSED unprivileged"},
		"untold passes": {"definition": {"ContainerDefinitions": [{"Name": "app"}]}, "want": "PASSED unprivileged"},
		"false passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "Privileged": false}]}, "want": "PASSED unprivileged"},
		"true fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "Privileged": true}]}, "want": "FAILED privileged"},
		"one of two fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "Privileged": false}, {"Name": "agent", "Privileged": true}]}, "want": "FAILED privileged"},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.definition)]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_the_containers if {
	some finding in control.findings with input.ecs.task_definitions as [_definition({"ContainerDefinitions": [{"Name": "app"}, {"Name": "b", "Privileged": true}, {"Name": "a", "Privileged": true}]})]
	finding.args == {"containers": ["a", "b"]}
}
