package controls.elb.balancer_has_web_acl_test

import data.controls.elb.balancer_has_web_acl as control

_balancer(more) := object.union({"id": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "region": "ap-northeast-1", "LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Type": "application"}, more)

test_balancer_has_web_acl[name] if {
	some name, tc in {
		"a web ACL passes": {"balancer": {"GetWebACLForResource": {"WebACL": {"ARN": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/w/1"}}}, "want": ["PASSED protected"]},
		"none fails": {"balancer": {"GetWebACLForResource": {}}, "want": ["FAILED unprotected"]},
		"an empty ARN fails": {"balancer": {"GetWebACLForResource": {"WebACL": {"ARN": ""}}}, "want": ["FAILED unprotected"]},
		"a network load balancer is out of scope": {"balancer": {"Type": "network"}, "want": []},
		"whatever is told of it": {"balancer": {"Type": "network", "GetWebACLForResource": {"WebACL": {"ARN": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/w/1"}}}, "want": []},
		"a gateway load balancer is out of scope": {"balancer": {"Type": "gateway"}, "want": []},
	}
	got := control.findings with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elbv2.load_balancers as [_balancer(tc.balancer)]
	count(subjects) == count(tc.want)
}
