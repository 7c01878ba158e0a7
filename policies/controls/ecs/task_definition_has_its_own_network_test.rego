package controls.ecs.task_definition_has_its_own_network_test

import data.controls.ecs.task_definition_has_its_own_network as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_task_definition_has_its_own_network[name] if {
	some name, tc in {
		"awsvpc passes": {"element": {"NetworkMode": "awsvpc"}, "want": ["PASSED own"]},
		"bridge passes": {"element": {"NetworkMode": "bridge"}, "want": ["PASSED own"]},
		"no network passes": {"element": {"NetworkMode": "none"}, "want": ["PASSED own"]},
		"untold passes": {"element": {}, "want": ["PASSED own"]},
		"host fails": {"element": {"NetworkMode": "host"}, "want": ["FAILED host"]},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
