package controls.ecs.windows_container_is_not_administrator_test

import data.controls.ecs.windows_container_is_not_administrator as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

_windows(containers) := _definition({"RuntimePlatform": {"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "ContainerDefinitions": containers})

test_windows_container_is_not_administrator[name] if {
	some name, tc in {
		"another user passes": {"element": [{"Name": "app", "User": "ContainerUser"}], "want": ["PASSED unprivileged"]},
		"the administrator fails": {"element": [{"Name": "app", "User": "ContainerAdministrator"}], "want": ["FAILED privileged"]},
		"the administrator in other letters fails": {"element": [{"Name": "app", "User": "containeradministrator"}], "want": ["FAILED privileged"]},
		"no user fails": {"element": [{"Name": "app"}], "want": ["FAILED privileged"]},
		"an empty user fails": {"element": [{"Name": "app", "User": ""}], "want": ["FAILED privileged"]},
		"one of two fails": {"element": [{"Name": "app", "User": "ContainerUser"}, {"Name": "agent"}], "want": ["FAILED privileged"]},
		"no containers pass": {"element": [], "want": ["PASSED unprivileged"]},
	}
	got := control.findings with input.ecs.task_definitions as [_windows(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ecs.task_definitions as [_windows(tc.element)]
	count(subjects) == count(tc.want)
}

test_linux_is_out_of_scope if {
	every pair in [[platform, user] | some platform in [{}, {"RuntimePlatform": {"OperatingSystemFamily": "LINUX"}}]; some user in [{}, {"User": "ContainerUser"}]] {
		definition := _definition(object.union(pair[0], {"ContainerDefinitions": [object.union({"Name": "app"}, pair[1])]}))
		got := control.findings with input.ecs.task_definitions as [definition]
		got == set()
		subjects := control.subjects with input.ecs.task_definitions as [definition]
		subjects == set()
	}
}

test_the_reader_sees_the_containers if {
	some finding in control.findings with input.ecs.task_definitions as [_windows([{"Name": "app", "User": "ContainerUser"}, {"Name": "b"}, {"Name": "a"}])]
	finding.args == {"containers": ["a", "b"]}
}
