package controls.elb.balancer_mitigates_desync_test

import data.controls.elb.balancer_mitigates_desync as control

_balancer(more) := object.union({"id": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "region": "ap-northeast-1", "LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Type": "application"}, more)

test_balancer_mitigates_desync[name] if {
	some name, tc in {
		"defensive passes": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "routing.http.desync_mitigation_mode", "Value": "defensive"}]}}, "want": ["PASSED mitigated"]},
		"strictest passes": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "routing.http.desync_mitigation_mode", "Value": "strictest"}]}}, "want": ["PASSED mitigated"]},
		"monitor fails": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "routing.http.desync_mitigation_mode", "Value": "monitor"}]}}, "want": ["FAILED monitored"]},
		"an attribute that is not told fails": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": []}}, "want": ["FAILED monitored"]},
		"attributes that are not told fail": {"balancer": {}, "want": ["FAILED monitored"]},
		"another attribute does not count": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "defensive"}]}}, "want": ["FAILED monitored"]},
		"a network load balancer is out of scope": {"balancer": {"Type": "network"}, "want": []},
		"whatever its attributes": {"balancer": {"Type": "network", "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "routing.http.desync_mitigation_mode", "Value": "defensive"}]}}, "want": []},
		"a gateway load balancer is out of scope": {"balancer": {"Type": "gateway"}, "want": []},
	}
	got := control.findings with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	count(subjects) == count(tc.want)
}

test_plan_sets_the_attribute if {
	steps := control.plan with input.elbv2.load_balancers as [
		_balancer({"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "routing.http.desync_mitigation_mode", "Value": "monitor"}, {"Key": "other", "Value": "x"}]}}),
		_balancer({"id": "arn:good", "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "routing.http.desync_mitigation_mode", "Value": "defensive"}]}}),
	]
	[[step.calls[0].params.Attributes, step.undo[0].params.Attributes, step.effect[0].value] | some step in steps] == [[
		[{"Key": "routing.http.desync_mitigation_mode", "Value": "defensive"}], [{"Key": "routing.http.desync_mitigation_mode", "Value": "monitor"}], [{"Key": "other", "Value": "x"}, {"Key": "routing.http.desync_mitigation_mode", "Value": "defensive"}],
	]]
}
