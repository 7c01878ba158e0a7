package controls.ecs.linux_container_is_not_root_test

import data.controls.ecs.linux_container_is_not_root as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_linux_container_is_not_root[name] if {
	some name, tc in {
		"a name passes": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "app"}]}, "want": ["PASSED unprivileged"]},
		"a number and a group pass": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "1000:0"}]}, "want": ["PASSED unprivileged"]},
		"a name that begins like root passes": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "rootless"}]}, "want": ["PASSED unprivileged"]},
		"root fails": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "root"}]}, "want": ["FAILED privileged"]},
		"root with a group fails": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "root:app"}]}, "want": ["FAILED privileged"]},
		"zero fails": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "0"}]}, "want": ["FAILED privileged"]},
		"zero with a group fails": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "0:1000"}]}, "want": ["FAILED privileged"]},
		"an empty user fails": {"element": {"ContainerDefinitions": [{"Name": "app", "User": ""}]}, "want": ["FAILED privileged"]},
		"no user fails": {"element": {"ContainerDefinitions": [{"Name": "app"}]}, "want": ["FAILED privileged"]},
		"one of two fails": {"element": {"ContainerDefinitions": [{"Name": "app", "User": "app"}, {"Name": "agent"}]}, "want": ["FAILED privileged"]},
		"Linux by name counts": {"element": {"RuntimePlatform": {"OperatingSystemFamily": "LINUX"}, "ContainerDefinitions": [{"Name": "app"}]}, "want": ["FAILED privileged"]},
		"no containers pass": {"element": {"ContainerDefinitions": []}, "want": ["PASSED unprivileged"]},
		"Windows is out of scope": {"element": {"RuntimePlatform": {"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "ContainerDefinitions": [{"Name": "app"}]}, "want": []},
		"whoever its user": {"element": {"RuntimePlatform": {"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "ContainerDefinitions": [{"Name": "app", "User": "app"}]}, "want": []},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ecs.task_definitions as [_definition(tc.element)]
	count(subjects) == count(tc.want)
}

test_the_reader_sees_the_containers if {
	some finding in control.findings with input.ecs.task_definitions as [_definition({"ContainerDefinitions": [{"Name": "app", "User": "app"}, {"Name": "b"}, {"Name": "a", "User": "0"}]})]
	finding.args == {"containers": ["a", "b"]}
}
