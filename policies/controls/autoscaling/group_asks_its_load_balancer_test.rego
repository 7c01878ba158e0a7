package controls.autoscaling.group_asks_its_load_balancer_test

import data.controls.autoscaling.group_asks_its_load_balancer as control

_group(more) := object.union({"id": "arn:aws:autoscaling:ap-northeast-1:111122223333:autoScalingGroup:0:autoScalingGroupName/web", "region": "ap-northeast-1", "AutoScalingGroupName": "web"}, more)

test_group_asks_its_load_balancer[name] if {
	some name, tc in {
		"ELB checks pass": {"group": {"TargetGroupARNs": ["arn"], "HealthCheckType": "ELB"}, "want": ["PASSED asked"]},
		"mixed checks pass": {"group": {"TargetGroupARNs": ["arn"], "HealthCheckType": "EC2,ELB"}, "want": ["PASSED asked"]},
		"EC2 checks fail": {"group": {"TargetGroupARNs": ["arn"], "HealthCheckType": "EC2"}, "want": ["FAILED unasked"]},
		"EC2 checks behind a classic balancer fail": {"group": {"LoadBalancerNames": ["web"], "HealthCheckType": "EC2"}, "want": ["FAILED unasked"]},
		"untold checks fail": {"group": {"TargetGroupARNs": ["arn"]}, "want": ["FAILED unasked"]},
		"a group behind nothing is out of scope": {"group": {"TargetGroupARNs": [], "HealthCheckType": "EC2"}, "want": []},
		"so is one that has ELB checks": {"group": {"TargetGroupARNs": [], "HealthCheckType": "ELB"}, "want": []},
	}
	got := control.findings with input.autoscaling.groups as [_group(tc.group)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.autoscaling.groups as [_group(tc.group)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_group if {
	steps := control.plan with input.autoscaling.groups as [
		_group({"TargetGroupARNs": ["arn"], "HealthCheckType": "EC2"}),
		_group({"id": "x", "AutoScalingGroupName": "x", "HealthCheckType": "EC2"}),
		_group({"id": "y", "AutoScalingGroupName": "y", "TargetGroupARNs": ["arn"], "HealthCheckType": "ELB"}),
	]
	[step.calls[0].params | some step in steps] == [{"AutoScalingGroupName": "web", "HealthCheckType": "ELB"}]
}
