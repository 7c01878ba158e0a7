package controls.waf.blea_distribution_has_web_acl_test

import data.controls.waf.blea_distribution_has_web_acl as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_blea_distribution_has_web_acl[name] if {
	some name, tc in {
		"a web ACL passes": {"distribution": {"WebACLId": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/good/1"}, "want": ["PASSED protected"]},
		"one that is not listed passes": {"distribution": {"WebACLId": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/new/1"}, "want": ["PASSED protected"]},
		"one without metrics passes": {"distribution": {"WebACLId": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/unmeasured/1"}, "want": ["PASSED unobserved"]},
		"one without samples passes": {"distribution": {"WebACLId": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/unsampled/1"}, "want": ["PASSED unobserved"]},
		"none fails": {"distribution": {"WebACLId": "", "Origins": {"Items": [{"DomainName": "plain.elb.amazonaws.com"}]}}, "want": ["FAILED unprotected"]},
		"nothing told fails": {"distribution": {}, "want": ["FAILED unprotected"]},
		"WAF Classic fails": {"distribution": {"WebACLId": "473e64fd-f30b-4765-81a0-62ad96dd167a"}, "want": ["FAILED unprotected"]},
		"a guarded load balancer behind it passes": {"distribution": {"WebACLId": "", "Origins": {"Items": [{"DomainName": "Guarded.elb.amazonaws.com"}]}}, "want": ["PASSED origin"]},
		"a web ACL before a guarded load balancer is told once": {"distribution": {"WebACLId": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/good/1", "Origins": {"Items": [{"DomainName": "guarded.elb.amazonaws.com"}]}}, "want": ["PASSED protected"]},
		"a bucket beside it fails": {"distribution": {"WebACLId": "", "Origins": {"Items": [{"DomainName": "guarded.elb.amazonaws.com"}, {"DomainName": "b.s3.amazonaws.com"}]}}, "want": ["FAILED unprotected"]},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
		with input.wafv2.web_acls as _acls
		with input.elbv2.load_balancers as [
			{"id": "arn:g", "DNSName": "guarded.elb.amazonaws.com", "GetWebACLForResource": {"WebACL": {"ARN": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/r/1"}}},
			{"id": "arn:p", "DNSName": "plain.elb.amazonaws.com", "GetWebACLForResource": {}},
		]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

_acl(name, metrics, samples) := {
	"id": sprintf("arn:aws:wafv2:us-east-1:111122223333:global/webacl/%s/1", [name]),
	"arn": sprintf("arn:aws:wafv2:us-east-1:111122223333:global/webacl/%s/1", [name]),
	"GetWebACL": {"WebACL": {"VisibilityConfig": {"CloudWatchMetricsEnabled": metrics, "SampledRequestsEnabled": samples}}},
}

_acls := [_acl("good", true, true), _acl("unmeasured", false, true), _acl("unsampled", true, false)]
