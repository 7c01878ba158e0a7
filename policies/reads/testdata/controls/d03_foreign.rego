package controls.d03_foreign

import data.lib.result

findings contains result.pass(trail, "kms", {}, []) if {
	some trail in input.cloudtrail.trails
	trail.id in _encrypted
}

findings contains result.fail(trail, "plain", {"bucket": trail.S3BucketArn}, []) if {
	some trail in input.cloudtrail.trails
	not trail.id in _encrypted
	trail.id in _own
}

findings contains result.warn(trail, "foreign", {"bucket": trail.S3BucketArn}, []) if {
	some trail in input.cloudtrail.trails
	not trail.id in _encrypted
	not trail.id in _own
}

_own contains trail.id if {
	some trail in input.cloudtrail.trails
	some bucket in input.s3.buckets
	trail.S3BucketArn == bucket.arn
}

_encrypted contains trail.id if {
	some trail in input.cloudtrail.trails
	some bucket in input.s3.buckets
	trail.S3BucketArn == bucket.arn
	bucket.GetBucketEncryption.Algorithm == "aws:kms"
}
