# METADATA
# title: Auto Scaling groups
# description: Predicates about Auto Scaling groups that several controls share. Sets hold ids of groups.
package lib.scaling

# METADATA
# description: Groups that a load balancer sends requests to, of whatever kind.
balanced contains group.id if {
	some group in input.autoscaling.groups
	some _ in group.TargetGroupARNs
}

balanced contains group.id if {
	some group in input.autoscaling.groups
	some _ in group.LoadBalancerNames
}

balanced contains group.id if {
	some group in input.autoscaling.groups
	some source in group.TrafficSources
	source.Type in {"elb", "elbv2"}
}

# METADATA
# description: >-
#   Groups that replace an instance which the load balancer calls unhealthy. HealthCheckType lists kinds with commas
#   (https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html).
asks_balancer contains group.id if {
	some group in input.autoscaling.groups
	some kind in split(group.HealthCheckType, ",")
	trim_space(kind) == "ELB"
}

# METADATA
# description: Groups in this many Availability Zones or more.
spans(least) := {group.id |
	some group in input.autoscaling.groups
	count({zone | some zone in group.AvailabilityZones}) >= least
}
