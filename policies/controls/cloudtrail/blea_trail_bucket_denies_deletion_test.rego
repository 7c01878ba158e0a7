package controls.cloudtrail.blea_trail_bucket_denies_deletion_test

import data.controls.cloudtrail.blea_trail_bucket_denies_deletion as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "denied"]]},
	"no policy": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketPolicy/Policy"])), "want": [["FAILED", "deletable"]]},
	"a break-glass role": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [object.union(buckets.no_delete("audit"), {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/break-glass"}}})])), "want": [["PASSED", "denied_to_most"]]},
	"only plaintext is denied": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.tls("audit")])), "want": [["FAILED", "deletable"]]},
	"Object Lock": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetBucketPolicy/Policy"]), {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}}})), "want": [["PASSED", "locked"]]},
	"Object Lock without a default": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetBucketPolicy/Policy"]), {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}})), "want": [["FAILED", "deletable"]]},
	"MFA": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetBucketPolicy/Policy"]), {"GetBucketVersioning": {"MFADelete": "Enabled"}})), "want": [["PASSED", "mfa_delete"]]},
	"a policy, Object Lock and MFA": {"world": fixtures.with_bucket(object.union_n([buckets.audit, _locked, _guarded])), "want": [["PASSED", "denied"]]},
	"a break-glass role beside Object Lock": {"world": fixtures.with_bucket(object.union(buckets.with_statements(buckets.audit, [object.union(buckets.no_delete("audit"), {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/break-glass"}}})]), _locked)), "want": [["PASSED", "denied_to_most"]]},
	"a break-glass role beside MFA": {"world": fixtures.with_bucket(object.union(buckets.with_statements(buckets.audit, [object.union(buckets.no_delete("audit"), {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/break-glass"}}})]), _guarded)), "want": [["PASSED", "denied_to_most"]]},
	"Object Lock beside MFA": {"world": fixtures.with_bucket(object.union_n([json.remove(buckets.audit, ["GetBucketPolicy/Policy"]), _locked, _guarded])), "want": [["PASSED", "locked"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_trail_bucket_denies_deletion[name] if {
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
	world := fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.tls("audit")]))
	others := array.concat(world.s3.buckets, [object.union(buckets.bare("stranger"), {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other"}}]}})])
	steps := control.plan with input as object.union(world, {"s3": {"buckets": others}})
	count(steps) == 1
	{call.params.Bucket | some step in steps; some call in step.calls} & {"stranger"} == set()
}

test_the_plan_mends_it if {
	world := fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.tls("audit")]))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_the_plan_brings_what_the_step_before_it_added if {
	world := fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketPolicy/Policy"]))
	steps := control.plan with input as world
	{count(json.unmarshal(step.calls[0].params.Policy).Statement) | some step in steps} == {2}
	{need | some step in steps; some need in step.needs} == {"BLEA.CloudTrail.11", "S3.5"}
	got := control.findings with input as fixtures.after(world, steps)
	fixtures.verdicts(got) == [["PASSED", "denied"]]
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}

_locked := {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}}}

_guarded := {"GetBucketVersioning": {"MFADelete": "Enabled"}}
