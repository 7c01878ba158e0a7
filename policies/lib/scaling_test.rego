package lib.scaling_test

import data.lib.scaling

test_scaling if {
	groups := [
		{"id": "target", "TargetGroupARNs": ["arn"], "HealthCheckType": "ELB", "AvailabilityZones": ["a", "b"]},
		{"id": "classic", "LoadBalancerNames": ["web"], "HealthCheckType": "EC2", "AvailabilityZones": ["a"]},
		{"id": "source", "TrafficSources": [{"Identifier": "arn", "Type": "elbv2"}], "HealthCheckType": "EC2, ELB", "AvailabilityZones": ["a", "a"]},
		{"id": "lattice", "TrafficSources": [{"Identifier": "arn", "Type": "vpc-lattice"}], "HealthCheckType": "VPC_LATTICE"},
		{"id": "alone", "TargetGroupARNs": [], "LoadBalancerNames": [], "TrafficSources": [], "AvailabilityZones": ["a", "b", "c"]},
	]
	scaling.balanced == {"target", "classic", "source"} with input.autoscaling.groups as groups
	scaling.asks_balancer == {"target", "source"} with input.autoscaling.groups as groups
	scaling.spans(2) == {"target", "alone"} with input.autoscaling.groups as groups
	scaling.spans(3) == {"alone"} with input.autoscaling.groups as groups
}
