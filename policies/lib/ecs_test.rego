# METADATA
# title: Tests of the services of ECS, and services for the tests of controls
package lib.ecs_test

import data.lib.ecs

# METADATA
# description: A service on Fargate with these fields instead of its own.
service(more) := object.union(
	object.remove(_service, object.keys(more)),
	{name: value | some name, value in more; value != null},
)

_service := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:service/c/s",
	"region": "ap-northeast-1",
	"account": "111122223333",
	"ClusterArn": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c",
	"ServiceArn": "arn:aws:ecs:ap-northeast-1:111122223333:service/c/s",
	"ServiceName": "s",
	"LaunchType": "FARGATE",
	"PlatformVersion": "LATEST",
	"PlatformFamily": "Linux",
	"NetworkConfiguration": network("DISABLED"),
}

# METADATA
# description: A network configuration with public addresses, ENABLED or DISABLED.
network(assign) := {"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"], "AssignPublicIp": assign}}

test_fargate[name] if {
	some name, tc in {
		"a launch type": {"service": service({}), "want": true},
		"a capacity provider": {"service": service({"LaunchType": null, "CapacityProviderStrategy": [{"CapacityProvider": "own"}, {"CapacityProvider": "FARGATE"}]}), "want": true},
		"spare capacity": {"service": service({"LaunchType": null, "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE_SPOT"}]}), "want": true},
		"instances": {"service": service({"LaunchType": "EC2"}), "want": false},
		"instances behind a capacity provider": {"service": service({"LaunchType": null, "CapacityProviderStrategy": [{"CapacityProvider": "own"}]}), "want": false},
		"nothing told": {"service": service({"LaunchType": null}), "want": false},
	}
	got := ecs.fargate with input.ecs.services as [tc.service]
	got == {tc.service.id | tc.want}
}

test_latest_platform[name] if {
	some name, tc in {
		"the latest": {"service": service({}), "want": true},
		"the newest of Linux": {"service": service({"PlatformVersion": "1.4.0"}), "want": true},
		"the newest of Linux where the family is not told": {"service": service({"PlatformVersion": "1.4.0", "PlatformFamily": null}), "want": true},
		"an old one": {"service": service({"PlatformVersion": "1.3.0"}), "want": false},
		"the newest of Windows": {"service": service({"PlatformVersion": "1.0.0", "PlatformFamily": "WINDOWS_SERVER_2022_CORE"}), "want": true},
		"the newest of Windows, for Linux": {"service": service({"PlatformVersion": "1.0.0"}), "want": false},
		"the newest of Linux, for Windows": {"service": service({"PlatformVersion": "1.4.0", "PlatformFamily": "WINDOWS_SERVER_2022_CORE"}), "want": false},
		"none told": {"service": service({"PlatformVersion": null}), "want": false},
	}
	got := ecs.latest_platform with input.ecs.services as [tc.service]
		with data.versions.supported["ECS.10"] as {"minimum": "1.4.0", "windows": "1.0.0"}
	got == {tc.service.id | tc.want}
}

test_private_steps[name] if {
	some name, tc in {
		"a public service": {"service": service({"NetworkConfiguration": network("ENABLED")}), "want": 1},
		"one that says that ECS deploys it": {"service": service({"NetworkConfiguration": network("ENABLED"), "DeploymentController": {"Type": "ECS"}}), "want": 1},
		"one that CodeDeploy deploys": {"service": service({"NetworkConfiguration": network("ENABLED"), "DeploymentController": {"Type": "CODE_DEPLOY"}}), "want": 0},
		"a private service": {"service": service({}), "want": 0},
	}
	got := {step | some step in ecs.private_steps(tc.service)} with input.ecs.services as [tc.service]
	count(got) == tc.want
}

test_private_steps_keep_the_rest if {
	subject := service({"NetworkConfiguration": network("ENABLED")})
	some step in ecs.private_steps(subject) with input.ecs.services as [subject]
	step.calls[0].params == {
		"cluster": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c",
		"service": "s",
		"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}},
	}
	step.undo[0].params.networkConfiguration.awsvpcConfiguration.assignPublicIp == "ENABLED"
}

test_private_steps_know_services_without_groups if {
	subject := service({"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "ENABLED"}}})
	some step in ecs.private_steps(subject) with input.ecs.services as [subject]
	step.calls[0].params.networkConfiguration.awsvpcConfiguration == {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}
}

test_platform_steps[name] if {
	some name, tc in {
		"an old platform": {"service": service({"PlatformVersion": "1.3.0"}), "want": ["LATEST"]},
		"an old platform that CodeDeploy deploys to": {"service": service({"PlatformVersion": "1.3.0", "DeploymentController": {"Type": "CODE_DEPLOY"}}), "want": []},
		"the latest": {"service": service({}), "want": []},
	}
	got := {step | some step in ecs.platform_steps(tc.service)} with input.ecs.services as [tc.service]
	[step.calls[0].params.platformVersion | some step in got] == tc.want
}
