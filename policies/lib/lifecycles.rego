# METADATA
# title: Lifecycle of buckets
# description: >-
#   The lifecycle rule that takes no object away: it ends uploads that were begun and not completed
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html).
package lib.lifecycles

import data.lib.steps

# METADATA
# description: The step that adds that rule to those of the bucket. S3 replaces all rules of a bucket at once.
ending_uploads(bucket) := steps.step(
	bucket,
	[_put(bucket, rules)],
	_back(bucket),
	[steps.changed("s3.buckets", bucket.id, "GetBucketLifecycleConfiguration.Rules", rules)],
) if {
	rules := array.concat([rule | some rule in _present(bucket); not rule.ID == _rule.ID], [_rule])
}

_rule := {"ID": "end-incomplete-uploads", "Status": "Enabled", "Filter": {"Prefix": ""}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}

_present(bucket) := object.get(bucket.GetBucketLifecycleConfiguration, "Rules", [])

_put(bucket, rules) := steps.call("s3", "PutBucketLifecycleConfiguration", object.union(
	{"Bucket": bucket.Name, "LifecycleConfiguration": {"Rules": rules}},
	object.filter(bucket.GetBucketLifecycleConfiguration, ["TransitionDefaultMinimumObjectSize"]),
))

_back(bucket) := [_put(bucket, _present(bucket))] if count(_present(bucket)) > 0

_back(bucket) := [steps.call("s3", "DeleteBucketLifecycle", {"Bucket": bucket.Name})] if count(_present(bucket)) == 0
