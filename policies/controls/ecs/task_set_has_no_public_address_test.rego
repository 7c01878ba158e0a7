package controls.ecs.task_set_has_no_public_address_test

import data.controls.ecs.task_set_has_no_public_address as control

test_task_set_has_no_public_address[name] if {
	some name, tc in {
		"disabled passes": {"task_set": {"NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp": "DISABLED"}}}, "want": "PASSED private"},
		"enabled fails": {"task_set": {"NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp": "ENABLED"}}}, "want": "FAILED public"},
		"an untold choice passes": {"task_set": {"NetworkConfiguration": {"AwsvpcConfiguration": {}}}, "want": "PASSED private"},
		"no network configuration passes": {"task_set": {}, "want": "PASSED private"},
	}
	task_set := object.union({"id": "arn:aws:ecs:ap-northeast-1:111122223333:task-set/c/s/ecs-svc/1", "region": "ap-northeast-1"}, tc.task_set)
	got := control.findings with input.ecs.task_sets as [task_set]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}
