package controls.cloudfront.distribution_requires_https_test

import data.controls.cloudfront.distribution_requires_https as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_distribution_requires_https[name] if {
	some name, tc in {
		"https-only passes": {"distribution": {"DefaultCacheBehavior": {"ViewerProtocolPolicy": "https-only"}, "CacheBehaviors": {"Quantity": 0}}, "want": ["PASSED https"]},
		"redirecting passes": {"distribution": {"DefaultCacheBehavior": {"ViewerProtocolPolicy": "https-only"}, "CacheBehaviors": {"Items": [{"PathPattern": "/static/*", "ViewerProtocolPolicy": "redirect-to-https"}]}}, "want": ["PASSED https"]},
		"allow-all by default fails": {"distribution": {"DefaultCacheBehavior": {"ViewerProtocolPolicy": "allow-all"}}, "want": ["FAILED plain"]},
		"allow-all on a path fails": {"distribution": {"DefaultCacheBehavior": {"ViewerProtocolPolicy": "https-only"}, "CacheBehaviors": {"Items": [{"ViewerProtocolPolicy": "https-only"}, {"ViewerProtocolPolicy": "allow-all"}]}}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
