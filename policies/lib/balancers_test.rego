package lib.balancers_test

import data.lib.balancers

_balancer(id, type, attributes) := {"id": id, "Type": type, "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": key, "Value": value} | some key, value in attributes]}}

test_balancers if {
	all := [
		_balancer("a", "application", {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": "logs"}),
		_balancer("b", "application", {"access_logs.s3.enabled": "false", "access_logs.s3.bucket": "logs"}),
		_balancer("n", "network", {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": ""}),
		{"id": "u", "Type": "application"},
	]
	balancers.application == {"a", "b", "u"} with input.elbv2.load_balancers as all
	balancers.logging == {"a", "n"} with input.elbv2.load_balancers as all
	balancers.log_buckets == {["a", "logs"]} with input.elbv2.load_balancers as all
}

test_delivered if {
	sources := [
		{"region": "us-east-1", "Name": "cdn", "LogType": "ACCESS_LOGS", "ResourceArns": ["arn:cdn"]},
		{"region": "us-east-1", "Name": "alb", "LogType": "ALB_ACCESS_LOGS", "ResourceArns": ["arn:alb"]},
		{"region": "us-east-1", "Name": "other", "LogType": "CONNECTION_LOGS", "ResourceArns": ["arn:other"]},
		{"region": "us-east-1", "Name": "idle", "LogType": "ACCESS_LOGS", "ResourceArns": ["arn:idle"]},
		{"region": "ap-northeast-1", "Name": "cdn", "LogType": "ACCESS_LOGS", "ResourceArns": ["arn:elsewhere"]},
	]
	deliveries := [{"region": "us-east-1", "DeliverySourceName": name} | some name in ["cdn", "alb", "other"]]
	balancers.delivered == {"arn:cdn", "arn:alb"} with input.logs.delivery_sources as sources with input.logs.deliveries as deliveries
}
