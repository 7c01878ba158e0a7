package controls.d21_fields_of_helpers

import data.lib.result

# Objects that a function returns, a rule with several bodies, a shadowed name, membership in values of an object rule.
findings contains result.pass(bucket, "ok", {}, []) if {
	some bucket in input.s3.buckets
	state := _state(bucket)
	state.blocked
	not state.open
	bucket.arn in _known
}

findings contains result.fail(bucket, "open", {}, []) if {
	some bucket in input.s3.buckets
	not _fine(bucket)
}

findings contains result.warn(bucket, "unknown", {}, []) if {
	some bucket in input.s3.buckets
	_fine(bucket)
	not bucket.arn in _known
}

_fine(bucket) if {
	state := _state(bucket)
	state.blocked
	not state.open
}

_state(bucket) := {"blocked": bucket.GetPublicAccessBlock.BlockPublicAcls, "open": _open(bucket)}

_open(bucket) if {
	some s in bucket.GetBucketPolicy.Statement
	s.Principal == "*"
} else := false

_known[trail.id] := arn if {
	some trail in input.cloudtrail.trails
	arn := trail.S3BucketArn
}
