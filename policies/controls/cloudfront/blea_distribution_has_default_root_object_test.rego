package controls.cloudfront.blea_distribution_has_default_root_object_test

import data.controls.cloudfront.blea_distribution_has_default_root_object as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_blea_distribution_has_default_root_object[name] if {
	some name, tc in {
		"a root object passes": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": "index.html"}}}, "want": ["PASSED set"]},
		"BLEA's passes": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": "/"}}}, "want": ["PASSED set"]},
		"an empty one fails": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": ""}}}, "want": ["FAILED unset"]},
		"none fails": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {}}}, "want": ["FAILED unset"]},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
