package controls.cloudtrail.blea_trail_bucket_is_access_logged_test

import data.controls.cloudtrail.blea_trail_bucket_is_access_logged as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "logged"]]},
	"off": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), "want": [["FAILED", "unlogged"]]},
	"to itself": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "audit"}}})), "want": [["FAILED", "unlogged"]]},
	"to a bucket that is gone": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "gone"}}})), "want": [["FAILED", "unlogged"]]},
	"data events": {"world": object.union(fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), {"cloudtrail": {"trails": [object.union(fixtures.trail, {"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/"]}]}]}})]}}), "want": [["PASSED", "data_events"]]},
	"data events that another trail records": {"world": object.union(fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), {"cloudtrail": {"trails": [fixtures.trail, fixtures.selecting("data", {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": false, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/"]}]}]})]}}), "want": [["PASSED", "data_events"]]},
	"data events of a bucket with access logs": {"world": object.union(fixtures.world, {"cloudtrail": {"trails": [object.union(fixtures.trail, {"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/"]}]}]}})]}}), "want": [["PASSED", "logged"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_trail_bucket_is_access_logged[name] if {
	some name, tc in _cases
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_only_trails_that_qualify_are_judged[name] if {
	some name, tc in _cases
	got := control.findings with input as fixtures.stopped(tc.world)
	got == set()
}

test_subjects[name] if {
	some name, tc in {
		"trails that qualify": {"trails": [fixtures.trail, object.remove(fixtures.named("bucketless"), ["S3BucketName"]), object.union(fixtures.named("off"), {"GetTrailStatus": {"IsLogging": false}})], "want": {fixtures.trail.id}},
		"none": {"trails": [], "want": set()},
	}
	subjects := control.subjects with input as fixtures.with_trails(tc.trails)
	subjects == tc.want
	found := control.findings with input as fixtures.with_trails(tc.trails)
	{finding.id | some finding in found} == tc.want
}

test_the_plan_leaves_other_buckets_alone if {
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"]))
	others := array.concat(world.s3.buckets, [object.union(buckets.bare("stranger"), {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other"}}]}})])
	steps := control.plan with input as object.union(world, {"s3": {"buckets": others}})
	count(steps) == 1
	{call.params.Bucket | some step in steps; some call in step.calls} & {"stranger"} == set()
}

test_the_plan_mends_it if {
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"]))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_another_target_mends_it if {
	world := fixtures.with_bucket(object.union(buckets.audit, {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "audit"}}}))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}

test_a_bucket_of_another_region_is_left_to_a_person if {
	steps := control.plan with input as fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"]), {"region": "us-east-1"}))
	count(steps) == 0
}
