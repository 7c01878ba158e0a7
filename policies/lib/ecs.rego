# METADATA
# title: ECS services
# description: Predicates about services of ECS that several controls share. Each is a set of service ids.
package lib.ecs

import data.lib.steps

# METADATA
# description: >-
#   Ids of the services that run on Fargate, by their launch type or by the capacity providers that stand for it
#   (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html).
fargate contains service.id if {
	some service in input.ecs.services
	service.LaunchType == "FARGATE"
}

fargate contains service.id if {
	some service in input.ecs.services
	some item in service.CapacityProviderStrategy
	item.CapacityProvider in {"FARGATE", "FARGATE_SPOT"}
}

# METADATA
# description: Ids of the services whose tasks get a public address.
public contains service.id if {
	some service in input.ecs.services
	service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp == "ENABLED"
}

# METADATA
# description: >-
#   Ids of the services on the newest platform version of Fargate, named or as LATEST. Linux and Windows have one each
#   (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html).
latest_platform contains service.id if {
	some service in input.ecs.services
	service.PlatformVersion == "LATEST"
}

latest_platform contains service.id if {
	some service in input.ecs.services
	service.PlatformVersion == data.versions.supported["ECS.10"].minimum
	not service.id in _windows
}

latest_platform contains service.id if {
	some service in input.ecs.services
	service.PlatformVersion == data.versions.supported["ECS.10"].windows
	service.id in _windows
}

_windows contains service.id if {
	some service in input.ecs.services
	startswith(lower(service.PlatformFamily), "windows")
}

# Only ECS's own deployments can be told to change what they deploy.
_of_others contains service.id if {
	some service in input.ecs.services
	service.DeploymentController.Type != "ECS"
}

# METADATA
# description: The step that keeps public addresses from the tasks of this service; none where another controller deploys it.
private_steps(service) := [steps.step(
	service,
	[steps.call("ecs", "UpdateService", _network(service, "DISABLED"))],
	[steps.call("ecs", "UpdateService", _network(service, "ENABLED"))],
	[steps.changed("ecs.services", service.id, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "DISABLED")],
)] if {
	service.id in public
	not service.id in _of_others
}

_network(service, assign) := {
	"cluster": service.ClusterArn,
	"service": service.ServiceName,
	"networkConfiguration": {"awsvpcConfiguration": object.union(
		{"subnets": network.Subnets, "assignPublicIp": assign},
		{"securityGroups": groups | groups := network.SecurityGroups},
	)},
} if {
	network := service.NetworkConfiguration.AwsvpcConfiguration
}

# METADATA
# description: The step that puts this service on the newest platform version; none where another controller deploys it.
platform_steps(service) := [steps.step(
	service,
	[steps.call("ecs", "UpdateService", {"cluster": service.ClusterArn, "service": service.ServiceName, "platformVersion": "LATEST"})],
	[steps.call("ecs", "UpdateService", {"cluster": service.ClusterArn, "service": service.ServiceName, "platformVersion": service.PlatformVersion})],
	[steps.changed("ecs.services", service.id, "PlatformVersion", "LATEST")],
)] if {
	not service.id in latest_platform
	not service.id in _of_others
}
