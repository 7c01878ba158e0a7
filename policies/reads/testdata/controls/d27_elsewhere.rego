package controls.d27_elsewhere

import data.lib.result

subjects contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.arn in _targets
}

findings contains result.pass(bucket, "kms", {}, []) if {
	some bucket in input.s3.buckets
	bucket.id in subjects
	bucket.id in _encrypted
}

findings contains result.fail(bucket, "plain", {}, []) if {
	some bucket in input.s3.buckets
	bucket.id in subjects
	not bucket.id in _encrypted
}

elsewhere contains result.warn(input.account, "foreign", {"bucket": min(_foreign)}, []) if count(_foreign) > 0

_targets contains trail.S3BucketArn if {
	some trail in input.cloudtrail.trails
	trail.GetTrailStatus.IsLogging == true
}

_foreign contains arn if {
	some arn in _targets
	not arn in _own
}

_own contains bucket.arn if some bucket in input.s3.buckets

_encrypted contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketEncryption.Algorithm == "aws:kms"
}
