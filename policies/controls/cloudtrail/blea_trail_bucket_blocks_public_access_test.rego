package controls.cloudtrail.blea_trail_bucket_blocks_public_access_test

import data.controls.cloudtrail.blea_trail_bucket_blocks_public_access as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "blocked"]]},
	"not configured": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"])), "want": [["FAILED", "open"]]},
	"one setting off": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": false}}})), "want": [["FAILED", "open"]]},
	"the account": {"world": object.union(fixtures.with_bucket(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"])), {"s3control": {"public_access_block": [buckets.on]}}), "want": [["PASSED", "blocked_by_account"]]},
	"both together": {"world": object.union(fixtures.with_bucket(object.union(buckets.audit, {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": false}}})), {"s3control": {"public_access_block": [{"RestrictPublicBuckets": true}]}}), "want": [["PASSED", "blocked_by_account"]]},
	"a public policy": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})), "want": [["FAILED", "public_policy"]]},
	"a public policy that the account shuts out": {"world": object.union(fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})), {"s3control": {"public_access_block": [buckets.on]}}), "want": [["FAILED", "public_policy"]]},
	"a public policy of an open bucket": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})), "want": [["FAILED", "public_policy"]]},
	"no policy": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketPolicyStatus/PolicyStatus"])), "want": [["PASSED", "blocked"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_trail_bucket_blocks_public_access[name] if {
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
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]))
	others := array.concat(world.s3.buckets, [object.union(buckets.bare("stranger"), {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other"}}]}})])
	steps := control.plan with input as object.union(world, {"s3": {"buckets": others}})
	count(steps) == 1
	{call.params.Bucket | some step in steps; some call in step.calls} & {"stranger"} == set()
}

test_the_plan_mends_it if {
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]))
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

test_a_public_policy_takes_a_person if {
	steps := control.plan with input as fixtures.with_bucket(object.union(buckets.audit, {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}}))
	count(steps) == 0
}
