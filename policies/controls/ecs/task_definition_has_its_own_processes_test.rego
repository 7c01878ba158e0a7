package controls.ecs.task_definition_has_its_own_processes_test

import data.controls.ecs.task_definition_has_its_own_processes as control

_definition(definition) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/app",
	"region": "ap-northeast-1",
	"Family": "app",
	"DescribeTaskDefinition": {"TaskDefinition": definition},
}

test_task_definition_has_its_own_processes[name] if {
	some name, tc in {
		"no mode passes": {"definition": {}, "want": "PASSED own"},
		"the mode task passes": {"definition": {"PidMode": "task"}, "want": "PASSED own"},
		"the mode host fails": {"definition": {"PidMode": "host"}, "want": "FAILED host"},
		"a mode that is not known passes": {"definition": {"PidMode": "pod"}, "want": "PASSED own"},
		"the IPC mode does not count": {"definition": {"IpcMode": "host"}, "want": "PASSED own"},
	}
	got := control.findings with input.ecs.task_definitions as [_definition(tc.definition)]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}
