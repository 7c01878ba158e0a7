package controls.s3.blea_workload_bucket_is_closed_test

import data.controls.s3.blea_workload_bucket_is_closed as control

import data.lib.buckets_test as buckets

_account(block) := [object.union({"id": "111122223333", "account": "111122223333", "region": "global"}, block)]

_encrypted := {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}}

_good := object.union(buckets.with_statements(buckets.bare("b"), [buckets.tls("b")]), {"GetBucketEncryption": _encrypted, "GetPublicAccessBlock": {"PublicAccessBlockConfiguration": buckets.on}})

_with(field, value) := object.union(object.remove(_good, [field]), {field: value})

test_blea_workload_bucket_is_closed[name] if {
	some name, tc in {
		"all three pass": {"bucket": _good, "account": [], "want": "PASSED closed"},
		"the account's block passes": {"bucket": _with("GetPublicAccessBlock", {}), "account": _account(buckets.on), "want": "PASSED closed"},
		"no block fails": {"bucket": _with("GetPublicAccessBlock", {}), "account": [], "want": "FAILED open"},
		"three of four settings fail": {"bucket": _with("GetPublicAccessBlock", {"PublicAccessBlockConfiguration": object.union(buckets.on, {"RestrictPublicBuckets": false})}), "account": [], "want": "FAILED open"},
		"the fourth setting of the account passes": {"bucket": _with("GetPublicAccessBlock", {"PublicAccessBlockConfiguration": object.union(buckets.on, {"RestrictPublicBuckets": false})}), "account": _account({"BlockPublicAcls": false, "IgnorePublicAcls": false, "BlockPublicPolicy": false, "RestrictPublicBuckets": true}), "want": "PASSED closed"},
		"no encryption fails": {"bucket": _with("GetBucketEncryption", {}), "account": [], "want": "FAILED unencrypted"},
		"a policy that allows plaintext fails": {"bucket": _with("GetBucketPolicy", {}), "account": [], "want": "FAILED plaintext"},
		"no encryption comes before plaintext": {"bucket": object.union(_with("GetBucketEncryption", {}), {"GetBucketPolicy": {"Policy": {"Statement": []}}}), "account": [], "want": "FAILED unencrypted"},
		"an open bucket comes before plaintext": {"bucket": object.union(object.remove(_with("GetPublicAccessBlock", {}), ["GetBucketPolicy"]), {"GetBucketPolicy": {}}), "account": [], "want": "FAILED open"},
		"a bare bucket is open first": {"bucket": buckets.bare("b"), "account": [], "want": "FAILED open"},
	}
	got := control.findings with input.s3.buckets as [tc.bucket] with input.s3control.public_access_block as tc.account
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_plan_does_what_is_missing[name] if {
	some name, tc in {
		"everything": {"bucket": buckets.bare("b"), "want": {"PutPublicAccessBlock", "PutBucketEncryption", "PutBucketPolicy"}},
		"nothing": {"bucket": _good, "want": set()},
		"encryption": {"bucket": _with("GetBucketEncryption", {}), "want": {"PutBucketEncryption"}},
		"the policy": {"bucket": _with("GetBucketPolicy", {}), "want": {"PutBucketPolicy"}},
		"the block": {"bucket": _with("GetPublicAccessBlock", {}), "want": {"PutPublicAccessBlock"}},
	}
	steps := control.plan with input.s3.buckets as [tc.bucket] with input.s3control.public_access_block as []
	{step.calls[0].operation | some step in steps} == tc.want
	{step.calls[0].params.Bucket | some step in steps; tc.want != set()} == {"b" | tc.want != set()}
}

test_undo_gives_back_the_former_block if {
	former := object.union(buckets.on, {"RestrictPublicBuckets": false})
	steps := control.plan with input.s3.buckets as [_with("GetPublicAccessBlock", {"PublicAccessBlockConfiguration": former})] with input.s3control.public_access_block as []
	[step.undo[0].params.PublicAccessBlockConfiguration | some step in steps] == [former]
}
