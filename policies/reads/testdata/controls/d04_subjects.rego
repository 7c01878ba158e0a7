package controls.d04_subjects

import data.lib.result

subjects contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in _trailed
	not bucket.GetPublicAccessBlock.BlockPublicAcls
}

_trailed contains bucket.id if {
	some bucket in input.s3.buckets
	some trail in input.cloudtrail.trails
	trail.S3BucketArn == bucket.arn
}

findings contains result.pass(bucket, "ok", {}, []) if {
	some bucket in input.s3.buckets
	bucket.id in subjects
	bucket.id in _encrypted
}

findings contains result.fail(bucket, "plain", {}, []) if {
	some bucket in input.s3.buckets
	bucket.id in subjects
	not bucket.id in _encrypted
}

_encrypted contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketEncryption.Algorithm
}
