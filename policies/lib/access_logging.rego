# METADATA
# title: Server access logging
# description: >-
#   Steps that turn on the access logs of buckets, towards one bucket of the account and Region, which the first of them makes. That bucket itself
#   gets no step: logs of writing logs would never end
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
package lib.access_logging

import data.lib.buckets
import data.lib.steps
import data.lib.trail_plan

# METADATA
# description: The step that makes a bucket log who reads and writes it, unless it takes the logs of others.
logging(bucket) := steps.step(
	bucket,
	array.concat(_making(bucket), [_put(bucket, settings)]),
	array.concat([_put(bucket, {})], _unmaking(bucket)),
	array.concat(_made(bucket), [steps.changed("s3.buckets", bucket.id, "GetBucketLogging", settings)]),
) if {
	not bucket.Name == _target(bucket)
	not bucket.Name in _targets
	_usable(bucket)
	settings := {"LoggingEnabled": {"TargetBucket": _target(bucket), "TargetPrefix": sprintf("%s/", [bucket.Name])}}
}

_targets contains bucket.GetBucketLogging.LoggingEnabled.TargetBucket if some bucket in input.s3.buckets

_target(bucket) := sprintf("access-logs-%s-%s", [input.account.account, bucket.region])

_present contains bucket.Name if some bucket in input.s3.buckets

# The bucket is yet to be made, or it is there and takes the logs of all buckets of the account.
_usable(bucket) if not _target(bucket) in _present

_usable(bucket) if {
	some target in input.s3.buckets
	target.Name == _target(bucket)
	target.region == bucket.region
	_delivery(target.arn) in target.GetBucketPolicy.Policy.Statement
}

_making(bucket) := [] if _target(bucket) in _present

_making(bucket) := array.concat(
	trail_plan.bucket_calls(_target(bucket), bucket.region),
	[steps.call("s3", "PutBucketPolicy", {"Bucket": _target(bucket), "Policy": json.marshal(_policy(_arn(bucket)))})],
) if {
	not _target(bucket) in _present
}

_unmaking(bucket) := [] if _target(bucket) in _present

_unmaking(bucket) := [steps.call("s3", "DeleteBucket", {"Bucket": _target(bucket)})] if not _target(bucket) in _present

_made(bucket) := [] if _target(bucket) in _present

_made(bucket) := [{
	"op": "add",
	"collection": "s3.buckets",
	"id": _target(bucket),
	"value": trail_plan.bucket(_target(bucket), _arn(bucket), bucket.region, _policy(_arn(bucket))),
}] if {
	not _target(bucket) in _present
}

_arn(bucket) := sprintf("arn:%s:s3:::%s", [input.account.partition, _target(bucket)])

_put(bucket, status) := steps.call("s3", "PutBucketLogging", {"Bucket": bucket.Name, "BucketLoggingStatus": status})

_policy(arn) := {"Version": "2012-10-17", "Statement": [buckets.tls_statement(arn), _delivery(arn)]}

_delivery(arn) := {
	"Sid": "AccessLogs",
	"Effect": "Allow",
	"Principal": {"Service": "logging.s3.amazonaws.com"},
	"Action": "s3:PutObject",
	"Resource": sprintf("%s/*", [arn]),
	"Condition": {"StringEquals": {"aws:SourceAccount": input.account.account}},
}
