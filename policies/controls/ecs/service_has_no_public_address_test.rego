package controls.ecs.service_has_no_public_address_test

import data.controls.ecs.service_has_no_public_address as control

import data.lib.ecs_test as world

test_service_has_no_public_address[name] if {
	some name, tc in {
		"disabled passes": {"service": world.service({}), "want": "PASSED private"},
		"enabled fails": {"service": world.service({"NetworkConfiguration": world.network("ENABLED")}), "want": "FAILED public"},
		"enabled fails on instances, too": {"service": world.service({"LaunchType": "EC2", "NetworkConfiguration": world.network("ENABLED")}), "want": "FAILED public"},
		"an untold choice passes": {"service": world.service({"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}}}), "want": "PASSED private"},
		"another network mode passes": {"service": world.service({"NetworkConfiguration": {}}), "want": "PASSED private"},
		"no network configuration passes": {"service": world.service({"NetworkConfiguration": null}), "want": "PASSED private"},
		"a deployment under way does not count": {"service": world.service({"Deployments": [{"NetworkConfiguration": world.network("ENABLED")}]}), "want": "PASSED private"},
	}
	got := control.findings with input.ecs.services as [tc.service]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_plan_names_the_service if {
	steps := control.plan with input.ecs.services as [world.service({"NetworkConfiguration": world.network("ENABLED")})]
	[step.calls[0].params.service | some step in steps] == ["s"]
}

test_no_plan_without_need if {
	steps := control.plan with input.ecs.services as [world.service({})]
	steps == set()
}
