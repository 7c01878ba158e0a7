package controls.elb.blea_balancer_logs_access_test

import data.controls.elb.blea_balancer_logs_access as control

_balancer(more) := object.union({"id": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "arn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "region": "ap-northeast-1", "Type": "application"}, more)

test_blea_balancer_logs_access[name] if {
	some name, tc in {
		"logs to an own bucket pass": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "logs"}]}}, "want": ["PASSED logged"]},
		"logs to another bucket are not known": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "central"}]}}, "want": ["WARNING foreign"]},
		"logs to no bucket are not known": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": ""}]}}, "want": ["WARNING foreign"]},
		"logs that are off fail": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "false"}, {"Key": "access_logs.s3.bucket", "Value": "logs"}]}}, "want": ["FAILED unlogged"]},
		"untold attributes fail": {"balancer": {}, "want": ["FAILED unlogged"]},
		"connection logs do not count": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "connection_logs.s3.enabled", "Value": "true"}]}}, "want": ["FAILED unlogged"]},
		"logs by CloudWatch Logs pass": {"balancer": {"id": "arn:delivered"}, "want": ["PASSED delivered"]},
		"a network load balancer is out of scope": {"balancer": {"Type": "network"}, "want": []},
		"whatever its logs": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "logs"}]}, "Type": "network"}, "want": []},
		"wherever its logs go": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "central"}]}, "Type": "network"}, "want": []},
		"however its logs go": {"balancer": {"id": "arn:delivered", "Type": "network"}, "want": []},
		"logs to an own bucket and by CloudWatch Logs are told once": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "logs"}]}, "id": "arn:delivered"}, "want": ["PASSED logged"]},
		"logs to another bucket and by CloudWatch Logs pass": {"balancer": {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "central"}]}, "id": "arn:delivered"}, "want": ["PASSED delivered"]},
	}
	got := control.findings with input.elbv2.load_balancers as [_balancer(tc.balancer)]
		with input.s3.buckets as [{"id": "logs", "Name": "logs"}]
		with input.logs.delivery_sources as [{"region": "ap-northeast-1", "Name": "s", "LogType": "ALB_ACCESS_LOGS", "ResourceArns": ["arn:delivered"]}]
		with input.logs.deliveries as [{"region": "ap-northeast-1", "DeliverySourceName": "s"}]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elbv2.load_balancers as [_balancer(tc.balancer)]
		with input.s3.buckets as [{"id": "logs", "Name": "logs"}]
		with input.logs.delivery_sources as [{"region": "ap-northeast-1", "Name": "s", "LogType": "ALB_ACCESS_LOGS", "ResourceArns": ["arn:delivered"]}]
		with input.logs.deliveries as [{"region": "ap-northeast-1", "DeliverySourceName": "s"}]
	count(subjects) == count(tc.want)
}
