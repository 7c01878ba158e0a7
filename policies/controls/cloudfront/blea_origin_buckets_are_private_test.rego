package controls.cloudfront.blea_origin_buckets_are_private_test

import data.controls.cloudfront.blea_origin_buckets_are_private as control

_distribution(more) := object.union({"id": "arn:aws:cloudfront::111122223333:distribution/E1", "arn": "arn:aws:cloudfront::111122223333:distribution/E1", "region": "global"}, more)

test_blea_origin_buckets_are_private[name] if {
	some name, tc in {
		"an identity and a private bucket pass": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "origin-access-identity/cloudfront/E2"}}]}}, "want": ["PASSED private"]},
		"origin access control passes": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3.ap-northeast-1.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}, "OriginAccessControlId": "E3"}]}}, "want": ["PASSED private"]},
		"neither fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}, "OriginAccessControlId": ""}]}}, "want": ["FAILED anonymous"]},
		"nothing told fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3.amazonaws.com", "S3OriginConfig": {}}]}}, "want": ["FAILED anonymous"]},
		"a public bucket fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "public.s3.dualstack.us-east-1.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}]}}, "want": ["FAILED public"]},
		"a bucket of another account is not known": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "other.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}]}}, "want": ["WARNING foreign"]},
		"a website fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3-website-ap-northeast-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": ["FAILED website"]},
		"a website in the newer form fails": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3-website.eu-central-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": ["FAILED website"]},
		"a website beside an anonymous origin fails once": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}, {"Id": "w", "DomainName": "private.s3-website.eu-central-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": ["FAILED website"]},
		"a website beside a public bucket fails once": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "public.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}, {"Id": "w", "DomainName": "private.s3-website.eu-central-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": ["FAILED website"]},
		"a website beside a bucket of another account fails once": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "other.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}, {"Id": "w", "DomainName": "private.s3-website.eu-central-1.amazonaws.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": ["FAILED website"]},
		"an anonymous origin of a public bucket fails once": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "public.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["FAILED anonymous"]},
		"an anonymous origin of another account fails once": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "other.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]}}, "want": ["FAILED anonymous"]},
		"a public bucket beside one of another account fails once": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "public.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}, {"Id": "p", "DomainName": "other.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}]}}, "want": ["FAILED public"]},
		"a host of one's own called like a public bucket is no bucket": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "private.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": "x"}}, {"Id": "p", "DomainName": "public", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": ["PASSED private"]},
		"no bucket is out of scope": {"distribution": {"Origins": {"Items": [{"Id": "o", "DomainName": "www.example.com", "CustomOriginConfig": {"HTTPPort": 80}}]}}, "want": []},
	}
	got := control.findings with input.cloudfront.distributions as [_distribution(tc.distribution)]
		with input.s3control.public_access_block as []
		with input.s3.buckets as _buckets
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.cloudfront.distributions as [_distribution(tc.distribution)]
		with input.s3control.public_access_block as []
		with input.s3.buckets as _buckets
	count(subjects) == count(tc.want)
}

_buckets := [
	{"id": "private", "Name": "private", "account": "111122223333", "GetBucketAcl": {"Grants": []}},
	{
		"id": "public", "Name": "public", "account": "111122223333",
		"GetBucketAcl": {"Grants": [{"Grantee": {"URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]},
	},
]
