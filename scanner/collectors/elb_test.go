package collectors

import "testing"

func TestClassicLoadBalancers(t *testing.T) {
	const arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/"
	balancer := func(name string) string {
		return "<member><LoadBalancerName>" + name + `</LoadBalancerName><AvailabilityZones><member>ap-northeast-1a</member></AvailabilityZones>
			<ListenerDescriptions><member><Listener><Protocol>HTTPS</Protocol><LoadBalancerPort>443</LoadBalancerPort></Listener><PolicyNames><member>tls</member></PolicyNames></member></ListenerDescriptions></member>`
	}
	attributes := reply{body: "<LoadBalancerAttributes><CrossZoneLoadBalancing><Enabled>true</Enabled></CrossZoneLoadBalancing></LoadBalancerAttributes>"}
	policies := reply{body: "<PolicyDescriptions><member><PolicyName>tls</PolicyName><PolicyTypeName>SSLNegotiationPolicyType</PolicyTypeName></member></PolicyDescriptions>"}
	tags := reply{body: "<TagDescriptions><member><LoadBalancerName>a</LoadBalancerName><Tags><member><Key>team</Key><Value>x</Value></member></Tags></member></TagDescriptions>"}
	worlds(t, "elb.load_balancers", map[string]world{
		"two pages": {
			answers: replies{
				"elb:DescribeLoadBalancers": {
					{when: "Marker=two", body: "<LoadBalancerDescriptions>" + balancer("b") + "</LoadBalancerDescriptions>"},
					{body: "<LoadBalancerDescriptions>" + balancer("a") + "</LoadBalancerDescriptions><NextMarker>two</NextMarker>"},
				},
				"elb:DescribeLoadBalancerAttributes": {{when: "LoadBalancerName=b", code: "AccessDenied"}, attributes},
				"elb:DescribeLoadBalancerPolicies":   {policies}, "elb:DescribeTags": {tags},
			},
			ids: []string{arn + "a", arn + "b"}, gaps: []string{jp + " " + arn + "b elb:DescribeLoadBalancerAttributes AccessDenied AccessDenied"},
			has: map[string]any{
				"ListenerDescriptions.0.Listener.Protocol":                                             "HTTPS",
				"DescribeLoadBalancerAttributes.LoadBalancerAttributes.CrossZoneLoadBalancing.Enabled": true,
				"DescribeLoadBalancerPolicies.PolicyDescriptions.0.PolicyName":                         "tls",
				"DescribeTags.TagDescriptions.0.Tags.0.Value":                                          "x",
			},
		},
		"one that was deleted meanwhile": {
			answers: replies{
				"elb:DescribeLoadBalancers":          {{body: "<LoadBalancerDescriptions>" + balancer("a") + "</LoadBalancerDescriptions>"}},
				"elb:DescribeLoadBalancerAttributes": {{code: "LoadBalancerNotFound"}}, "elb:DescribeLoadBalancerPolicies": {policies}, "elb:DescribeTags": {tags},
			},
		},
		"none":   {answers: replies{"elb:DescribeLoadBalancers": {{body: "<LoadBalancerDescriptions/>"}}}},
		"denied": {answers: replies{"elb:DescribeLoadBalancers": {{code: "AccessDenied"}}}, gaps: []string{jp + " - elb:DescribeLoadBalancers AccessDenied AccessDenied"}},
	})
}
