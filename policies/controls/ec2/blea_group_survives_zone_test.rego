package controls.ec2.blea_group_survives_zone_test

import data.controls.ec2.blea_group_survives_zone as control

_group(more) := object.union({"id": "arn:aws:autoscaling:ap-northeast-1:111122223333:autoScalingGroup:0:autoScalingGroupName/web", "region": "ap-northeast-1", "AutoScalingGroupName": "web"}, more)

test_blea_group_survives_zone[name] if {
	some name, tc in {
		"two zones and ELB checks pass": {"group": {"AvailabilityZones": ["a", "b"], "TargetGroupARNs": ["arn"], "HealthCheckType": "ELB"}, "want": ["PASSED sturdy"]},
		"mixed checks pass": {"group": {"AvailabilityZones": ["a", "b"], "TargetGroupARNs": ["arn"], "HealthCheckType": "EC2,ELB"}, "want": ["PASSED sturdy"]},
		"EC2 checks behind nothing pass": {"group": {"AvailabilityZones": ["a", "b"], "HealthCheckType": "EC2"}, "want": ["PASSED sturdy"]},
		"EC2 checks behind a target group fail": {"group": {"AvailabilityZones": ["a", "b"], "TargetGroupARNs": ["arn"], "HealthCheckType": "EC2"}, "want": ["FAILED ec2_only"]},
		"EC2 checks behind a classic balancer fail": {"group": {"AvailabilityZones": ["a", "b"], "LoadBalancerNames": ["web"], "HealthCheckType": "EC2"}, "want": ["FAILED ec2_only"]},
		"untold checks fail": {"group": {"AvailabilityZones": ["a", "b"], "TargetGroupARNs": ["arn"]}, "want": ["FAILED ec2_only"]},
		"one zone fails": {"group": {"AvailabilityZones": ["a"], "TargetGroupARNs": ["arn"], "HealthCheckType": "ELB"}, "want": ["FAILED one_zone"]},
		"one zone fails whatever the checks": {"group": {"AvailabilityZones": ["a"], "TargetGroupARNs": ["arn"], "HealthCheckType": "EC2"}, "want": ["FAILED one_zone"]},
		"untold zones fail": {"group": {"HealthCheckType": "EC2"}, "want": ["FAILED one_zone"]},
	}
	got := control.findings with input.autoscaling.groups as [_group(tc.group)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_group if {
	steps := control.plan with input.autoscaling.groups as [
		_group({"AvailabilityZones": ["a", "b"], "TargetGroupARNs": ["arn"], "HealthCheckType": "EC2"}),
		_group({"id": "x", "AutoScalingGroupName": "x", "AvailabilityZones": ["a"], "TargetGroupARNs": ["arn"], "HealthCheckType": "EC2"}),
		_group({"id": "y", "AutoScalingGroupName": "y", "AvailabilityZones": ["a", "b"], "TargetGroupARNs": ["arn"], "HealthCheckType": "ELB"}),
	]
	[step.calls[0].params | some step in steps] == [{"AutoScalingGroupName": "web", "HealthCheckType": "ELB"}]
}
