package controls.ecs.blea_service_runs_on_latest_platform_test

import data.controls.ecs.blea_service_runs_on_latest_platform as control

import data.lib.ecs_test as world

test_blea_service_runs_on_latest_platform[name] if {
	some name, tc in {
		"the latest passes": {"service": world.service({}), "want": ["PASSED latest"]},
		"the newest passes": {"service": world.service({"PlatformVersion": "1.4.0"}), "want": ["PASSED latest"]},
		"an old one fails": {"service": world.service({"PlatformVersion": "1.3.0"}), "want": ["FAILED old"]},
		"none told fails": {"service": world.service({"PlatformVersion": null}), "want": ["FAILED old"]},
		"instances are out of scope": {"service": world.service({"LaunchType": "EC2", "PlatformVersion": null}), "want": []},
		"whatever platform is told": {"service": world.service({"LaunchType": "EC2", "PlatformVersion": "LATEST"}), "want": []},
	}
	got := control.findings with input.ecs.services as [tc.service] with data.versions.supported["ECS.10"] as {"minimum": "1.4.0", "windows": "1.0.0"}
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.ecs.services as [tc.service]
	count(subjects) == count(tc.want)
}

test_plan_names_the_service if {
	steps := control.plan with input.ecs.services as [
		world.service({"PlatformVersion": "1.3.0"}),
		world.service({"id": "other", "LaunchType": "EC2", "PlatformVersion": "1.3.0"}),
		world.service({"id": "new"}),
	]
	[[step.subject, step.calls[0].params.platformVersion, step.undo[0].params.platformVersion] | some step in steps] == [[world.service({}).id, "LATEST", "1.3.0"]]
}
