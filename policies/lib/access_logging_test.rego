package lib.access_logging_test

import data.lib.access_logging
import data.lib.steps_test

_account := {"account": "111122223333", "partition": "aws"}

# METADATA
# description: A bucket without access logs.
bucket(name) := {"id": name, "arn": sprintf("arn:aws:s3:::%s", [name]), "account": "111122223333", "region": "ap-northeast-1", "Name": name, "GetBucketLogging": {}}

# METADATA
# description: A world with these buckets.
world(buckets) := {"account": _account, "s3": {"buckets": buckets}}

_target := "access-logs-111122223333-ap-northeast-1"

test_the_first_step_makes_the_bucket_and_the_second_takes_it if {
	before := world([bucket("a"), bucket("b")])
	first := access_logging.logging(bucket("a")) with input as before
	steps_test.operations(first) == ["CreateBucket", "PutPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption", "PutBucketPolicy", "PutBucketLogging"]
	[call.operation | some call in first.undo] == ["PutBucketLogging", "DeleteBucket"]
	between := steps_test.after(before, [first])
	second := access_logging.logging(bucket("b")) with input as between
	steps_test.operations(second) == ["PutBucketLogging"]
	[call.operation | some call in second.undo] == ["PutBucketLogging"]
	left := steps_test.after(between, [second])
	[one.GetBucketLogging.LoggingEnabled | some one in left.s3.buckets; one.id in {"a", "b"}] == [{"TargetBucket": _target, "TargetPrefix": "a/"}, {"TargetBucket": _target, "TargetPrefix": "b/"}]
	not access_logging.logging(bucket(_target)) with input as left
}

test_who_takes_logs_gets_no_step if {
	a := object.union(bucket("a"), {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "b"}}})
	not access_logging.logging(bucket("b")) with input as world([a, bucket("b")])
}

test_a_bucket_of_that_name_that_takes_no_logs_is_left_alone if {
	target := object.union(bucket(_target), {"GetBucketPolicy": {"Policy": {"Statement": []}}})
	not access_logging.logging(bucket("a")) with input as world([bucket("a"), target])
}
