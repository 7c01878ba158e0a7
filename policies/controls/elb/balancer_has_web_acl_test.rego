package controls.elb.balancer_has_web_acl_test

import data.controls.elb.balancer_has_web_acl as control
import data.lib.steps_test

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

test_the_plan_takes_the_only_web_acl[name] if {
	some name, tc in {
		"one": {"acls": [_acl("ap-northeast-1", "regional", "a")], "want": ["arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/a/1"], "after": "PASSED"},
		"one of them in another Region, one for CloudFront": {"acls": [_acl("ap-northeast-1", "regional", "a"), _acl("us-east-1", "regional", "b"), _acl("ap-northeast-1", "global", "c")], "want": ["arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/a/1"], "after": "PASSED"},
		"two": {"acls": [_acl("ap-northeast-1", "regional", "a"), _acl("ap-northeast-1", "regional", "b")], "want": [], "after": "FAILED"},
		"none": {"acls": [], "want": [], "after": "FAILED"},
		"one of Firewall Manager's": {"acls": [object.union(_acl("ap-northeast-1", "regional", "a"), {"GetWebACL": {"WebACL": {"ManagedByFirewallManager": true}}})], "want": [], "after": "FAILED"},
	}
	world := {"wafv2": {"web_acls": tc.acls}, "elbv2": {"load_balancers": [{"id": "s", "arn": "arn:s", "region": "ap-northeast-1", "Type": "application", "GetWebACLForResource": {"WebACL": {}}}]}}
	steps := control.plan with input as world
	[call.params.WebACLArn | some step in steps; some call in step.calls] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}

_acl(region, scope, name) := {"id": name, "arn": sprintf("arn:aws:wafv2:%s:111122223333:%s/webacl/%s/1", [region, scope, name]), "region": region, "GetWebACL": {"WebACL": {"ManagedByFirewallManager": false}}}
