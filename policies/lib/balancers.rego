# METADATA
# title: Load balancers
# description: >-
#   Predicates about Application, Network and Gateway Load Balancers that several controls share. Sets hold ARNs. Attributes are texts, "true" too
#   (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html).
package lib.balancers

# METADATA
# description: ARNs of the Application Load Balancers.
application contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	balancer.Type == "application"
}

# METADATA
# description: The attributes, each as ARN of the load balancer, key and value.
attributes contains [balancer.id, attribute.Key, attribute.Value] if {
	some balancer in input.elbv2.load_balancers
	some attribute in balancer.DescribeLoadBalancerAttributes.Attributes
}

# METADATA
# description: ARNs of the load balancers whose access logs go to S3.
logging contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	[balancer.id, "access_logs.s3.enabled", "true"] in attributes
}

# METADATA
# description: Pairs of a load balancer that logs to S3 and the name of the bucket.
log_buckets contains [balancer.id, attribute.Value] if {
	some balancer in input.elbv2.load_balancers
	balancer.id in logging
	some attribute in balancer.DescribeLoadBalancerAttributes.Attributes
	attribute.Key == "access_logs.s3.bucket"
	attribute.Value != ""
}

# METADATA
# description: ARNs of what CloudWatch Logs delivers access logs of, load balancers and distributions, to wherever.
delivered contains arn if {
	some source in input.logs.delivery_sources
	endswith(source.LogType, "ACCESS_LOGS")
	[source.region, source.Name] in _with_delivery
	some arn in source.ResourceArns
}

_with_delivery contains [delivery.region, delivery.DeliverySourceName] if some delivery in input.logs.deliveries
