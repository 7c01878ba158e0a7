package controls.cloudfront.distribution_has_default_root_object_test

import data.controls.cloudfront.distribution_has_default_root_object as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_distribution_has_default_root_object[name] if {
	some name, tc in {
		"a root object passes": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}, "GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": "index.html"}}}, "want": ["PASSED set"]},
		"an empty one fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}, "GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": ""}}}, "want": ["FAILED unset"]},
		"none fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}, "GetDistributionConfig": {"DistributionConfig": {}}}, "want": ["FAILED unset"]},
		"one S3 origin among others counts": {"distribution": {"Origins": {"Items": [{"Id": "a", "CustomOriginConfig": {}}, {"Id": "o", "S3OriginConfig": {}}]}, "GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": ""}}}, "want": ["FAILED unset"]},
		"a website is out of scope": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "b.s3-website-us-east-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}, "GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": ""}}}, "want": []},
		"no origin is out of scope": {"distribution": {"Origins": {"Items": []}, "GetDistributionConfig": {"DistributionConfig": {"DefaultRootObject": "index.html"}}}, "want": []},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.cloudfront.distributions as [_distribution(tc.distribution)]
	count(subjects) == count(tc.want)
}
