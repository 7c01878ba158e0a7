package controls.d11_tags

import data.lib.result

findings contains result.not_applicable(bucket, "exempt", {}, []) if {
	some bucket in input.s3.buckets
	bucket.tags.exempt == "yes"
}

findings contains result.pass(bucket, "owned", {}, []) if {
	some bucket in input.s3.buckets
	not bucket.tags.exempt == "yes"
	bucket.tags.owner
}

findings contains result.fail(bucket, "untagged", {}, []) if {
	some bucket in input.s3.buckets
	not bucket.tags.exempt == "yes"
	not bucket.tags.owner
}
