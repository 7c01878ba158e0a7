package controls.cloudfront.distribution_logs_access_test

import data.controls.cloudfront.distribution_logs_access as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_distribution_logs_access[name] if {
	some name, tc in {
		"logs pass": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"Logging": {"Enabled": true}}}}, "want": ["PASSED logged"]},
		"logs that are off fail": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"Logging": {"Enabled": false, "Bucket": "logs.s3.amazonaws.com"}}}}, "want": ["FAILED unlogged"]},
		"nothing told fails": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {}}}, "want": ["FAILED unlogged"]},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
