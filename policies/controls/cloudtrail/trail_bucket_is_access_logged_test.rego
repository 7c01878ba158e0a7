package controls.cloudtrail.trail_bucket_is_access_logged_test

import data.controls.cloudtrail.trail_bucket_is_access_logged as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

test_trail_bucket_is_access_logged[name] if {
	some name, tc in {
		"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "logged"]]},
		"off": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), "want": [["FAILED", "unlogged"]]},
		"to itself": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "audit"}}})), "want": [["PASSED", "logged"]]},
		"data events do not count": {"world": object.union(fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), {"cloudtrail": {"trails": [object.union(fixtures.trail, {"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/"]}]}]}})]}}), "want": [["FAILED", "unlogged"]]},
		"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_subjects if {
	subjects := control.subjects with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("bare"), ["S3BucketName"])])
	subjects == {fixtures.trail.id}
	found := control.findings with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("bare"), ["S3BucketName"])])
	{finding.id | some finding in found} == {fixtures.trail.id}
}
