package controls.elb.balancer_drops_invalid_headers_test

import data.controls.elb.balancer_drops_invalid_headers as control

_balancer(more) := object.union({"id": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "region": "ap-northeast-1", "LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Type": "application"}, more)

test_balancer_drops_invalid_headers[name] if {
	some name, tc in {
		"true passes": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}]}}, "want": ["PASSED dropped"]},
		"false fails": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}, {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "false"}]}}, "want": ["FAILED kept"]},
		"an attribute that is not told fails": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": []}}, "want": ["FAILED kept"]},
		"attributes that are not told fail": {"balancer": {}, "want": ["FAILED kept"]},
		"another attribute does not count": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "other", "Value": "true"}]}}, "want": ["FAILED kept"]},
		"a network load balancer is out of scope": {"balancer": {"Type": "network"}, "want": []},
		"whatever its attributes": {"balancer": {"Type": "network", "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}]}}, "want": []},
		"a gateway load balancer is out of scope": {"balancer": {"Type": "gateway"}, "want": []},
	}
	got := control.findings with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	count(subjects) == count(tc.want)
}

test_plan_sets_the_attribute if {
	steps := control.plan with input.elbv2.load_balancers as [
		_balancer({"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "false"}, {"Key": "other", "Value": "x"}]}}),
		_balancer({"id": "arn:good", "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}]}}),
	]
	[[step.calls[0].params.Attributes, step.undo[0].params.Attributes, step.effect[0].value] | some step in steps] == [[
		[{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}], [{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "false"}], [{"Key": "other", "Value": "x"}, {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}],
	]]
}
