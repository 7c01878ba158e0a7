package controls.elb.balancer_is_protected_from_deletion_test

import data.controls.elb.balancer_is_protected_from_deletion as control

_balancer(more) := object.union({"id": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "region": "ap-northeast-1", "LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Type": "application"}, more)

test_balancer_is_protected_from_deletion[name] if {
	some name, tc in {
		"true passes": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "deletion_protection.enabled", "Value": "true"}]}}, "want": ["PASSED protected"]},
		"false fails": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "deletion_protection.enabled", "Value": "false"}]}}, "want": ["FAILED unprotected"]},
		"an attribute that is not told fails": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": []}}, "want": ["FAILED unprotected"]},
		"attributes that are not told fail": {"balancer": {}, "want": ["FAILED unprotected"]},
		"another attribute does not count": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}]}}, "want": ["FAILED unprotected"]},
		"a network load balancer counts": {"balancer": {"Type": "network"}, "want": ["FAILED unprotected"]},
		"a gateway load balancer counts": {"balancer": {"Type": "gateway", "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "deletion_protection.enabled", "Value": "true"}]}}, "want": ["PASSED protected"]},
	}
	got := control.findings with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_sets_the_attribute if {
	steps := control.plan with input.elbv2.load_balancers as [
		_balancer({"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "deletion_protection.enabled", "Value": "false"}, {"Key": "other", "Value": "x"}]}}),
		_balancer({"id": "arn:good", "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "deletion_protection.enabled", "Value": "true"}]}}),
	]
	[[step.calls[0].params.Attributes, step.undo[0].params.Attributes, step.effect[0].value] | some step in steps] == [[
		[{"Key": "deletion_protection.enabled", "Value": "true"}], [{"Key": "deletion_protection.enabled", "Value": "false"}], [{"Key": "other", "Value": "x"}, {"Key": "deletion_protection.enabled", "Value": "true"}],
	]]
}
