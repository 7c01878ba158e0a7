package controls.cloudtrail.blea_trail_bucket_is_versioned_test

import data.controls.cloudtrail.blea_trail_bucket_is_versioned as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "versioned"]]},
	"suspended": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketVersioning": {"Status": "Suspended"}})), "want": [["FAILED", "unversioned"]]},
	"never": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketVersioning/Status"])), "want": [["FAILED", "unversioned"]]},
	"Object Lock": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetBucketVersioning/Status"]), {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}})), "want": [["PASSED", "lockable"]]},
	"both": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}})), "want": [["PASSED", "versioned"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_trail_bucket_is_versioned[name] if {
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
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketVersioning/Status"]))
	others := array.concat(world.s3.buckets, [object.union(buckets.bare("stranger"), {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other"}}]}})])
	steps := control.plan with input as object.union(world, {"s3": {"buckets": others}})
	count(steps) == 1
	{call.params.Bucket | some step in steps; some call in step.calls} & {"stranger"} == set()
}

test_the_plan_mends_it if {
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketVersioning/Status"]))
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
