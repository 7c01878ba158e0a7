package controls.cloudfront.distribution_points_to_existing_buckets_test

import data.controls.cloudfront.distribution_points_to_existing_buckets as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_distribution_points_to_existing_buckets[name] if {
	some name, tc in {
		"an own bucket passes": {"distribution": {"Origins": {"Items": [{"Id": "own", "DomainName": "own.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["PASSED there"]},
		"one of another account passes": {"distribution": {"Origins": {"Items": [{"Id": "other", "DomainName": "other.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["PASSED there"]},
		"a missing one fails": {"distribution": {"Origins": {"Items": [{"Id": "gone", "DomainName": "gone.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["FAILED missing"]},
		"a missing one among others fails": {"distribution": {"Origins": {"Items": [{"Id": "own", "DomainName": "own.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}, {"Id": "gone", "DomainName": "gone.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["FAILED missing"]},
		"one that nobody asked about fails": {"distribution": {"Origins": {"Items": [{"Id": "unknown", "DomainName": "unknown.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["FAILED missing"]},
		"a website is out of scope": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "b.s3-website-us-east-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": []},
		"a website beside a bucket is not looked at": {"distribution": {"Origins": {"Items": [{"Id": "w", "DomainName": "gone.s3.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}, {"Id": "o", "DomainName": "own.s3.amazonaws.com", "S3OriginConfig": {}}]}}, "want": ["PASSED there"]},
		"no origin is out of scope": {"distribution": {}, "want": []},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)] with input.cloudfront.origin_buckets as _buckets
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.cloudfront.distributions as [_distribution(tc.distribution)] with input.cloudfront.origin_buckets as _buckets
	count(subjects) == count(tc.want)
}

_buckets := [
	{"id": "own.s3.amazonaws.com", "DomainName": "own.s3.amazonaws.com", "Bucket": "own", "Own": true},
	{"id": "other.s3.amazonaws.com", "DomainName": "other.s3.amazonaws.com", "Bucket": "other", "Own": false, "HeadBucket": {"Exists": true}},
	{"id": "gone.s3.amazonaws.com", "DomainName": "gone.s3.amazonaws.com", "Bucket": "gone", "Own": false, "HeadBucket": {"Exists": false}},
]
