package controls.ecs.container_root_is_read_only_test

import data.controls.ecs.container_root_is_read_only as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_container_root_is_read_only[name] if {
	some name, tc in {
		"no containers pass": {"definition": {"ContainerDefinitions": []}, "want": "PASSED read_only"},
		"untold fails": {"definition": {"ContainerDefinitions": [{"Name": "app"}]}, "want": "FAILED writable"},
		"false fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "ReadonlyRootFilesystem": false}]}, "want": "FAILED writable"},
		"true passes": {"definition": {"ContainerDefinitions": [{"Name": "app", "ReadonlyRootFilesystem": true}]}, "want": "PASSED read_only"},
		"one of two fails": {"definition": {"ContainerDefinitions": [{"Name": "app", "ReadonlyRootFilesystem": true}, {"Name": "agent"}]}, "want": "FAILED writable"},
		"Windows cannot, and fails": {"definition": {"RuntimePlatform": {"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "ContainerDefinitions": [{"Name": "app"}]}, "want": "FAILED writable"},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.definition)]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_the_containers if {
	some finding in control.findings with input.ecs.task_definitions as [_definition({"ContainerDefinitions": [{"Name": "app", "ReadonlyRootFilesystem": true}, {"Name": "b"}, {"Name": "a", "ReadonlyRootFilesystem": false}]})]
	finding.args == {"containers": ["a", "b"]}
}
