# METADATA
# title: Buckets for logs
# description: >-
#   What a bucket that takes the logs of a network or a load balancer lacks, and the steps that add it. Keys are ids of the account's buckets;
#   one of another account is in none of them.
package lib.log_buckets

import data.lib.buckets

# METADATA
# description: For each bucket what it lacks to be closed, to the public and to requests without TLS.
missing[bucket.id] contains "PublicAccessBlock" if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.blocked_anyhow
}

missing[bucket.id] contains "PublicAccessBlock" if {
	some bucket in input.s3.buckets
	bucket.id in buckets.public_policy
}

missing[bucket.id] contains "Deny aws:SecureTransport=false" if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.denies_plaintext
}

# METADATA
# description: Ids of the buckets that lack nothing of it.
closed contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in buckets.blocked_anyhow
	not bucket.id in buckets.public_policy
	bucket.id in buckets.denies_plaintext
}

# METADATA
# description: The step of this subject that closes a bucket, for one that is not.
closing(subject, bucket) := {
	"subject": subject.id,
	"region": subject.region,
	"calls": [call | some part in _parts[bucket.id]; some call in part.calls],
	"undo": [call | some part in _parts[bucket.id]; some call in part.undo],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": part.path, "value": part.value} | some part in _parts[bucket.id]],
	"needs": ["S3.5"],
	"destructive": false,
} if {
	_parts[bucket.id]
}

_parts[bucket.id] contains {
	"path": "GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"value": _all,
	"calls": [{"service": "s3", "operation": "PutPublicAccessBlock", "params": {"Bucket": bucket.Name, "PublicAccessBlockConfiguration": _all}}],
	"undo": [_block_undo(bucket)],
} if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.blocked_anyhow
}

_parts[bucket.id] contains {
	"path": "GetBucketPolicy.Policy",
	"value": buckets.policy_with(bucket, [buckets.tls_statement(bucket.arn)]),
	"calls": buckets.policy_calls(bucket, buckets.policy_with(bucket, [buckets.tls_statement(bucket.arn)])),
	"undo": buckets.policy_undo(bucket),
} if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.denies_plaintext
}

_all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_block_undo(bucket) := {"service": "s3", "operation": "PutPublicAccessBlock", "params": {
	"Bucket": bucket.Name,
	"PublicAccessBlockConfiguration": bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration,
}}

_block_undo(bucket) := {"service": "s3", "operation": "DeletePublicAccessBlock", "params": {"Bucket": bucket.Name}} if {
	not bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
}
