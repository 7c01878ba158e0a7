package controls.cloudtrail.blea_trail_bucket_denies_plaintext_test

import data.controls.cloudtrail.blea_trail_bucket_denies_plaintext as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "denied"]]},
	"no policy": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketPolicy/Policy"])), "want": [["FAILED", "allowed"]]},
	"no such statement": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.no_delete("audit")])), "want": [["FAILED", "allowed"]]},
	"by TLS version": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [object.union(json.remove(buckets.tls("audit"), ["Condition"]), {"Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}})])), "want": [["PASSED", "version"]]},
	"objects only": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [object.union(buckets.tls("audit"), {"Resource": "arn:aws:s3:::audit/*"})])), "want": [["FAILED", "allowed"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_trail_bucket_denies_plaintext[name] if {
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
	world := fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.trail_put]))
	others := array.concat(world.s3.buckets, [object.union(buckets.bare("stranger"), {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other"}}]}})])
	steps := control.plan with input as object.union(world, {"s3": {"buckets": others}})
	count(steps) == 1
	{call.params.Bucket | some step in steps; some call in step.calls} & {"stranger"} == set()
}

test_the_plan_mends_it if {
	world := fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.trail_put]))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_a_new_policy_mends_it if {
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketPolicy/Policy"]))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_the_plan_keeps_other_statements if {
	steps := control.plan with input as fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.trail_put]))
	{json.unmarshal(step.calls[0].params.Policy).Statement[0] | some step in steps} == {buckets.trail_put}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}
