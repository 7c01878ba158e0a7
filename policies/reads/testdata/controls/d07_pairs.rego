package controls.d07_pairs

import data.lib.result

findings contains result.pass(trail, "ok", {}, []) if {
	some trail in input.cloudtrail.trails
	some p in _pairs
	p.t.id == trail.id
	p.b.GetPublicAccessBlock.BlockPublicAcls
	not p.list[0].GetBucketEncryption.Algorithm == "AES256"
}

findings contains result.fail(trail, "bad", {}, []) if {
	some trail in input.cloudtrail.trails
	not trail.id in _good
}

_good contains p.t.id if {
	some p in _pairs
	p.b.GetPublicAccessBlock.BlockPublicAcls
	not p.list[0].GetBucketEncryption.Algorithm == "AES256"
}

_pairs contains {"t": trail, "b": bucket, "list": [bucket]} if {
	some trail in input.cloudtrail.trails
	some bucket in input.s3.buckets
	bucket.arn == trail.S3BucketArn
}
