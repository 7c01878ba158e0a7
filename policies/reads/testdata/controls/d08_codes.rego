package controls.d08_codes

import data.lib.result

findings contains result.pass(bucket, "kms", {}, []) if {
	some bucket in input.s3.buckets
	_level(bucket) == "kms"
}

findings contains result.fail(bucket, code, {}, []) if {
	some bucket in input.s3.buckets
	code := _level(bucket)
	code != "kms"
}

_level(bucket) := "kms" if {
	bucket.GetBucketEncryption.Algorithm == "aws:kms"
} else := "public" if {
	not bucket.GetPublicAccessBlock.BlockPublicAcls
} else := "aes" if {
	bucket.GetBucketEncryption.Algorithm == "AES256"
} else := "none"
