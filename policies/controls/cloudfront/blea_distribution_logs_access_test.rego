package controls.cloudfront.blea_distribution_logs_access_test

import data.controls.cloudfront.blea_distribution_logs_access as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_blea_distribution_logs_access[name] if {
	some name, tc in {
		"logs to S3 pass": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"Logging": {"Enabled": true}}}}, "want": ["PASSED logged"]},
		"delivery by CloudWatch Logs passes": {"distribution": {"id": "arn:delivered"}, "want": ["PASSED delivered"]},
		"real-time logs pass": {"distribution": {"DefaultCacheBehavior": {"RealtimeLogConfigArn": "arn"}}, "want": ["PASSED real_time"]},
		"all three are told as the first": {"distribution": {"id": "arn:delivered", "DefaultCacheBehavior": {"RealtimeLogConfigArn": "arn"}, "GetDistributionConfig": {"DistributionConfig": {"Logging": {"Enabled": true}}}}, "want": ["PASSED logged"]},
		"the last two are told as the second": {"distribution": {"id": "arn:delivered", "DefaultCacheBehavior": {"RealtimeLogConfigArn": "arn"}}, "want": ["PASSED delivered"]},
		"the first and the last are told as the first": {"distribution": {"DefaultCacheBehavior": {"RealtimeLogConfigArn": "arn"}, "GetDistributionConfig": {"DistributionConfig": {"Logging": {"Enabled": true}}}}, "want": ["PASSED logged"]},
		"a source without delivery fails": {"distribution": {"id": "arn:idle"}, "want": ["FAILED unlogged"]},
		"logs that are off fail": {"distribution": {"GetDistributionConfig": {"DistributionConfig": {"Logging": {"Enabled": false}}}}, "want": ["FAILED unlogged"]},
		"nothing told fails": {"distribution": {}, "want": ["FAILED unlogged"]},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
		with input.logs.delivery_sources as [
			{"region": "us-east-1", "Name": "s", "LogType": "ACCESS_LOGS", "ResourceArns": ["arn:delivered"]},
			{"region": "us-east-1", "Name": "i", "LogType": "ACCESS_LOGS", "ResourceArns": ["arn:idle"]},
		]
		with input.logs.deliveries as [{"region": "us-east-1", "DeliverySourceName": "s"}]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
