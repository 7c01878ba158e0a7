package lib.distributions_test

import data.lib.distributions

test_distributions if {
	all := [
		{
			"id": "good", "Origins": {"Items": [{"S3OriginConfig": {"OriginAccessIdentity": ""}}]}, "DefaultCacheBehavior": {"ViewerProtocolPolicy": "https-only", "RealtimeLogConfigArn": "arn"},
			"CacheBehaviors": {"Items": [{"ViewerProtocolPolicy": "redirect-to-https"}]},
			"GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": "index.html", "Logging": {"Enabled": true}}},
		},
		{
			"id": "bad", "Origins": {"Items": [{"CustomOriginConfig": {}}]}, "DefaultCacheBehavior": {"ViewerProtocolPolicy": "allow-all", "RealtimeLogConfigArn": ""}, "CacheBehaviors": {"Quantity": 0},
			"GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": "", "Logging": {"Enabled": false}}},
		},
		{"id": "partly", "DefaultCacheBehavior": {"ViewerProtocolPolicy": "https-only"}, "CacheBehaviors": {"Items": [{"ViewerProtocolPolicy": "https-only"}, {"ViewerProtocolPolicy": "allow-all"}]}},
		{"id": "untold"},
	]
	distributions.from_buckets == {"good"} with input.cloudfront.distributions as all
	distributions.rooted == {"good"} with input.cloudfront.distributions as all
	distributions.plaintext == {"bad", "partly"} with input.cloudfront.distributions as all
	distributions.logging == {"good"} with input.cloudfront.distributions as all
	distributions.logging_in_real_time == {"good"} with input.cloudfront.distributions as all
}
