package lib.log_buckets_test

import data.lib.log_buckets

_block := {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}

_policy := {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}

_bucket(more) := object.union({"id": "logs", "Name": "logs", "arn": "arn:aws:s3:::logs", "account": "111122223333", "region": "ap-northeast-1"}, more)

test_missing[name] if {
	some name, tc in {
		"nothing": {"bucket": {"GetPublicAccessBlock": _block, "GetBucketPolicy": {"Policy": _policy}}, "missing": set(), "calls": []},
		"the block": {"bucket": {"GetPublicAccessBlock": {}, "GetBucketPolicy": {"Policy": _policy}}, "missing": {"PublicAccessBlock"}, "calls": ["PutPublicAccessBlock"]},
		"a policy": {"bucket": {"GetPublicAccessBlock": _block, "GetBucketPolicy": {}}, "missing": {"Deny aws:SecureTransport=false"}, "calls": ["PutBucketPolicy"]},
		"both": {"bucket": {}, "missing": {"PublicAccessBlock", "Deny aws:SecureTransport=false"}, "calls": ["PutBucketPolicy", "PutPublicAccessBlock"]},
		"a policy that is public": {
			"bucket": {"GetPublicAccessBlock": _block, "GetBucketPolicy": {"Policy": _policy}, "GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}},
			"missing": {"PublicAccessBlock"},
			"calls": [],
		},
	}
	bucket := _bucket(tc.bucket)
	found := {what | some what in log_buckets.missing.logs} with input.s3.buckets as [bucket]
	found == tc.missing
	closed := [true | "logs" in log_buckets.closed] with input.s3.buckets as [bucket]
	closed == [true | count(tc.missing) == 0]
	steps := [step | step := log_buckets.closing({"id": "x", "region": "ap-northeast-1"}, bucket)] with input.s3.buckets as [bucket]
	sort([call.operation | some step in steps; some call in step.calls]) == tc.calls
}

test_undo if {
	step := log_buckets.closing({"id": "x", "region": "ap-northeast-1"}, _bucket({"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}}))
		with input.s3.buckets as [_bucket({"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}})]
	{call.operation | some call in step.undo} == {"DeleteBucketPolicy", "PutPublicAccessBlock"}
	bare := log_buckets.closing({"id": "x", "region": "ap-northeast-1"}, _bucket({})) with input.s3.buckets as [_bucket({})]
	{call.operation | some call in bare.undo} == {"DeleteBucketPolicy", "DeletePublicAccessBlock"}
}
