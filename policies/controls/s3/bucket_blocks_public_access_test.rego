package controls.s3.bucket_blocks_public_access_test

import data.controls.s3.bucket_blocks_public_access as control

_on := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_bucket(block) := object.union({"id": "logs", "region": "ap-northeast-1"}, block)

_block(settings) := {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": settings}}

test_bucket_blocks_public_access[name] if {
	some name, tc in {
		"all four pass": {"block": _block(_on), "want": "PASSED"},
		"not configured fails": {"block": {"GetPublicAccessBlock": {}}, "want": "FAILED"},
		"an empty configuration fails": {"block": _block({}), "want": "FAILED"},
	}
	got := control.findings with input.s3.buckets as [_bucket(tc.block)]
	{finding.status | some finding in got} == {tc.want}
}

test_each_setting_counts[setting] if {
	some setting in object.keys(_on)
	off := control.findings with input.s3.buckets as [_bucket(_block(object.union(_on, {setting: false})))]
	{finding.status | some finding in off} == {"FAILED"}
	absent := control.findings with input.s3.buckets as [_bucket(_block(object.remove(_on, [setting])))]
	{finding.status | some finding in absent} == {"FAILED"}
}

test_plan_names_the_bucket if {
	steps := control.plan with input.s3.buckets as [_bucket({"GetPublicAccessBlock": {}})]
	{step.calls[0].params.Bucket | some step in steps} == {"logs"}
	done := control.plan with input.s3.buckets as [_bucket(_block(_on))]
	count(done) == 0
}
