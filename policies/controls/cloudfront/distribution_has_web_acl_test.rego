package controls.cloudfront.distribution_has_web_acl_test

import data.controls.cloudfront.distribution_has_web_acl as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_distribution_has_web_acl[name] if {
	some name, tc in {
		"a web ACL passes": {"distribution": {"WebACLId": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1"}, "want": ["PASSED protected"]},
		"WAF Classic passes": {"distribution": {"WebACLId": "473e64fd-f30b-4765-81a0-62ad96dd167a"}, "want": ["PASSED protected"]},
		"an empty one fails": {"distribution": {"WebACLId": ""}, "want": ["FAILED unprotected"]},
		"nothing told fails": {"distribution": {}, "want": ["FAILED unprotected"]},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
