package controls.elb.blea_log_bucket_is_closed_test

import data.controls.elb.blea_log_bucket_is_closed as control

_attributes(bucket) := {"DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": bucket}]}}

_balancer(more) := object.union({"id": "arn:web", "region": "ap-northeast-1", "Type": "application"}, more)

_tls := {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}

_put := {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/*"}

_policy(statements) := {"GetBucketPolicy": {"Policy": {"Statement": array.concat([_tls], statements)}}}

_bucket(more) := object.union(
	{
		"id": "logs", "Name": "logs", "arn": "arn:aws:s3:::logs", "account": "111122223333", "region": "ap-northeast-1",
		"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}},
		"GetBucketPolicy": {"Policy": {"Statement": [_tls]}},
		"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}},
	},
	more,
)

_got(balancer, bucket) := [sprintf("%s %s %s", [finding.status, finding.code, object.get(finding.args, "missing", "-")]) | some finding in found] if {
	found := control.findings with input.elbv2.load_balancers as [balancer]
		with input.s3.buckets as [bucket]
		with input.s3control.public_access_block as []
}

test_blea_log_bucket_is_closed[name] if {
	some name, tc in {
		"a closed bucket passes": {"bucket": {}, "want": "PASSED closed -"},
		"an account that puts objects passes": {"bucket": _policy([_put]), "want": "PASSED closed -"},
		"the delivery services pass": {"bucket": _policy([{"Effect": "Allow", "Principal": {"Service": "delivery.logs.amazonaws.com"}, "Action": ["s3:PutObject", "s3:GetBucketAcl"], "Resource": "*"}]), "want": "PASSED closed -"},
		"the own account passes": {"bucket": _policy([object.union(_put, {"Principal": {"AWS": "111122223333"}, "Action": "s3:*"})]), "want": "PASSED closed -"},
		"a wildcard for another account fails": {"bucket": _policy([object.union(_put, {"Action": "s3:PutObject*"})]), "want": "FAILED soft s3:PutObject only for other accounts"},
		"reading by another account fails": {"bucket": _policy([object.union(_put, {"Action": ["s3:PutObject", "s3:GetObject"]})]), "want": "FAILED soft s3:PutObject only for other accounts"},
		"all but something fails": {"bucket": _policy([object.union(object.remove(_put, ["Action"]), {"NotAction": "s3:GetObject"})]), "want": "FAILED soft s3:PutObject only for other accounts"},
		"reading by everybody fails": {"bucket": _policy([object.union(_put, {"Principal": "*", "Action": "s3:GetObject"})]), "want": "FAILED soft s3:PutObject only for other accounts"},
		"reading from a network fails": {"bucket": _policy([object.union(_put, {"Principal": "*", "Action": "s3:GetObject", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}})]), "want": "FAILED soft s3:PutObject only for other accounts"},
		"reading that another statement denies passes": {"bucket": _policy([object.union(_put, {"Action": "s3:GetObject"}), {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]), "want": "PASSED closed -"},
		"a deny of reading passes": {"bucket": _policy([object.union(_put, {"Effect": "Deny", "Action": "s3:GetObject"})]), "want": "PASSED closed -"},
		"an open bucket fails": {"bucket": {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": false}}}, "want": "FAILED soft PublicAccessBlock"},
		"plaintext fails": {"bucket": {"GetBucketPolicy": {"Policy": {"Statement": []}}}, "want": "FAILED soft Deny aws:SecureTransport=false"},
		"a KMS key fails": {
			"bucket": {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}}},
			"want": "FAILED soft AES256",
		},
	}
	_got(_balancer(_attributes("logs")), _bucket(tc.bucket)) == [tc.want]
}

test_scope[name] if {
	some name, tc in {
		"no logs do not apply": {"balancer": {}, "want": ["NOT_APPLICABLE unlogged -"]},
		"a bucket of another account is not known": {"balancer": _attributes("central"), "want": ["WARNING foreign -"]},
		"a network load balancer is out of scope": {"balancer": object.union(_attributes("logs"), {"Type": "network"}), "want": []},
		"without logs too": {"balancer": {"Type": "network"}, "want": []},
		"with logs elsewhere too": {"balancer": object.union(_attributes("central"), {"Type": "network"}), "want": []},
	}
	_got(_balancer(tc.balancer), _bucket({})) == tc.want
}

test_plan_closes_the_bucket[name] if {
	some name, tc in {"an open one": {"bucket": {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": false}}}, "want": [["arn:web", "PutPublicAccessBlock"]]}, "a closed one": {"bucket": {}, "want": []}}
	steps := control.plan with input.elbv2.load_balancers as [_balancer(_attributes("logs"))]
		with input.s3.buckets as [_bucket(tc.bucket)]
		with input.s3control.public_access_block as []
	[[step.subject, step.calls[0].operation] | some step in steps] == tc.want
}

# Each load balancer has its own bucket.
test_buckets_are_not_mixed_up if {
	got := control.findings with input.elbv2.load_balancers as [_balancer(_attributes("logs")), _balancer(object.union(_attributes("central"), {"id": "arn:other"})), _balancer(object.union(_attributes("soft"), {"id": "arn:soft", "Type": "network"}))]
		with input.s3.buckets as [_bucket({}), _bucket({"id": "soft", "Name": "soft", "arn": "arn:aws:s3:::soft"})]
		with input.s3control.public_access_block as []
	{[finding.id, finding.code] | some finding in got} == {["arn:web", "closed"], ["arn:other", "foreign"]}
}
