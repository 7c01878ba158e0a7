package controls.elb.listener_encrypts_transit_test

import data.controls.elb.listener_encrypts_transit as control

_listener(more) := object.union({"id": "arn:listener", "region": "ap-northeast-1"}, more)

test_listener_encrypts_transit[name] if {
	some name, tc in {
		"HTTPS passes": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Protocol": "HTTPS"}, "want": ["PASSED encrypted"]},
		"TLS passes": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/net/web/1", "Protocol": "TLS"}, "want": ["PASSED encrypted"]},
		"HTTP fails": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Protocol": "HTTP"}, "want": ["FAILED plain"]},
		"HTTP that redirects fails": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1", "Protocol": "HTTP", "DefaultActions": [{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS"}}]}, "want": ["FAILED plain"]},
		"TCP fails": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/net/web/1", "Protocol": "TCP"}, "want": ["FAILED plain"]},
		"an unknown protocol fails": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/net/web/1", "Protocol": "QUIC"}, "want": ["FAILED plain"]},
		"an untold protocol fails": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/net/web/1"}, "want": ["FAILED plain"]},
		"a gateway load balancer is out of scope": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/gwy/web/1"}, "want": []},
		"whatever its protocol": {"listener": {"LoadBalancerArn": "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/gwy/web/1", "Protocol": "TLS"}, "want": []},
	}
	got := control.findings with input.elbv2.listeners as [_listener(tc.listener)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.elbv2.listeners as [_listener(tc.listener)]
	count(subjects) == count(tc.want)
}
