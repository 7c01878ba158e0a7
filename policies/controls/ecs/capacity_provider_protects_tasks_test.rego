package controls.ecs.capacity_provider_protects_tasks_test

import data.controls.ecs.capacity_provider_protects_tasks as control

_provider(more) := object.union(
	{"id": "arn:aws:ecs:ap-northeast-1:111122223333:capacity-provider/own", "region": "ap-northeast-1", "Name": "own"},
	more,
)

_scaled := {"AutoScalingGroupArn": "arn:aws:autoscaling:ap-northeast-1:111122223333:autoScalingGroup:0a1b:autoScalingGroupName/nodes", "ManagedScaling": {"Status": "ENABLED"}}

test_capacity_provider_protects_tasks[name] if {
	some name, tc in {
		"on passes": {"element": {"AutoScalingGroupProvider": {"ManagedTerminationProtection": "ENABLED"}}, "want": ["PASSED protected"]},
		"off fails": {"element": {"AutoScalingGroupProvider": {"ManagedTerminationProtection": "DISABLED"}}, "want": ["FAILED unprotected"]},
		"untold fails": {"element": {"AutoScalingGroupProvider": {}}, "want": ["FAILED unprotected"]},
		"Fargate is out of scope": {"element": {"Name": "FARGATE"}, "want": []},
		"managed instances are out of scope": {"element": {"ManagedInstancesProvider": {}}, "want": []},
	}
	got := control.findings with input.ecs.capacity_providers as [_provider(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ecs.capacity_providers as [_provider(tc.element)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_provider_and_its_group if {
	steps := control.plan with input.ecs.capacity_providers as [_provider({"AutoScalingGroupProvider": _scaled})]
	[[step.calls[0].params.AutoScalingGroupName, step.calls[1].params.name] | some step in steps] == [["nodes", "own"]]
}

test_no_plan_without_need[name] if {
	some name, provider in {
		"protected": {"AutoScalingGroupProvider": object.union(_scaled, {"ManagedTerminationProtection": "ENABLED"})},
		"not scaled by ECS": {"AutoScalingGroupProvider": object.union(_scaled, {"ManagedScaling": {"Status": "DISABLED"}})},
		"Fargate": {},
	}
	steps := control.plan with input.ecs.capacity_providers as [_provider(provider)]
	steps == set()
}
