package controls.ecs.service_has_no_public_address_test

import data.controls.ecs.service_has_no_public_address as control

_service(network) := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:service/c/s",
	"region": "ap-northeast-1",
	"ClusterArn": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c",
	"ServiceName": "s",
	"NetworkConfiguration": network,
}

_network(assign) := {"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"], "AssignPublicIp": assign}}

test_service_has_no_public_address[name] if {
	some name, tc in {
		"disabled passes": {"service": _service(_network("DISABLED")), "want": "PASSED private"},
		"enabled fails": {"service": _service(_network("ENABLED")), "want": "FAILED public"},
		"an untold choice passes": {"service": _service({"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}}), "want": "PASSED private"},
		"another network mode passes": {"service": _service({}), "want": "PASSED private"},
		"no network configuration passes": {"service": object.remove(_service({}), ["NetworkConfiguration"]), "want": "PASSED private"},
		"a deployment under way does not count": {"service": object.union(_service(_network("DISABLED")), {"Deployments": [{"NetworkConfiguration": _network("ENABLED")}]}), "want": "PASSED private"},
	}
	got := control.findings with input.ecs.services as [tc.service]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_plan[name] if {
	some name, tc in {
		"a public service": {"service": _service(_network("ENABLED")), "want": {["subnet-1"]}},
		"one that says that ECS deploys it": {"service": object.union(_service(_network("ENABLED")), {"DeploymentController": {"Type": "ECS"}}), "want": {["subnet-1"]}},
		"one that CodeDeploy deploys": {"service": object.union(_service(_network("ENABLED")), {"DeploymentController": {"Type": "CODE_DEPLOY"}}), "want": set()},
		"a private service": {"service": _service(_network("DISABLED")), "want": set()},
	}
	steps := control.plan with input.ecs.services as [tc.service]
	{step.calls[0].params.networkConfiguration.awsvpcConfiguration.subnets | some step in steps} == tc.want
}

test_plan_keeps_the_rest if {
	some step in control.plan with input.ecs.services as [_service(_network("ENABLED"))]
	step.calls[0].params == {
		"cluster": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c",
		"service": "s",
		"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}},
	}
	step.undo[0].params.networkConfiguration.awsvpcConfiguration.assignPublicIp == "ENABLED"
}

test_plan_knows_services_without_groups if {
	some step in control.plan with input.ecs.services as [_service({"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "ENABLED"}})]
	step.calls[0].params.networkConfiguration.awsvpcConfiguration == {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}
}
