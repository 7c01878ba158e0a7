package controls.d23_empty_tags

import data.lib.result

findings contains result.fail(bucket, "no_tags", {}, []) if {
	some bucket in input.s3.buckets
	bucket.tags == {}
}

findings contains result.pass(bucket, "tags", {"n": count(bucket.tags)}, []) if {
	some bucket in input.s3.buckets
	count(bucket.tags) > 0
}
