package controls.cloudtrail.blea_access_log_bucket_is_hardened_test

import data.controls.cloudtrail.blea_access_log_bucket_is_hardened as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "hardened"]]},
	"a KMS key": {"world": fixtures.with_access_bucket(object.union(buckets.access, {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}}})), "want": [["PASSED", "kms"]]},
	"a KMS key does not make up for what is missing": {"world": fixtures.with_access_bucket(object.union(buckets.bare("access"), {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}}})), "want": [["FAILED", "soft"]]},
	"a KMS key of another bucket": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit, buckets.access, object.union(buckets.bare("other"), {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}}})]}}), "want": [["PASSED", "hardened"]]},
	"a hardened bucket that takes no logs": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit, buckets.bare("access"), object.union(buckets.access, {"id": "other", "Name": "other"})]}}), "want": [["FAILED", "soft"]]},
	"open": {"world": fixtures.with_access_bucket(json.remove(buckets.access, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"])), "want": [["FAILED", "soft"]]},
	"blocked by the account": {"world": object.union(fixtures.with_access_bucket(json.remove(buckets.access, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"])), {"s3control": {"public_access_block": [buckets.on]}}), "want": [["PASSED", "hardened"]]},
	"a public policy": {"world": fixtures.with_access_bucket(object.union(buckets.access, {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})), "want": [["FAILED", "soft"]]},
	"unversioned": {"world": fixtures.with_access_bucket(json.remove(buckets.access, ["GetBucketVersioning/Status"])), "want": [["FAILED", "soft"]]},
	"unencrypted": {"world": fixtures.with_access_bucket(json.remove(buckets.access, ["GetBucketEncryption/ServerSideEncryptionConfiguration"])), "want": [["FAILED", "soft"]]},
	"plaintext": {"world": fixtures.with_access_bucket(buckets.with_statements(buckets.access, [buckets.no_delete("access")])), "want": [["FAILED", "soft"]]},
	"deletable": {"world": fixtures.with_access_bucket(buckets.with_statements(buckets.access, [buckets.tls("access")])), "want": [["FAILED", "soft"]]},
	"locked": {"world": fixtures.with_access_bucket(object.union(buckets.with_statements(buckets.access, [buckets.tls("access")]), {"GetObjectLockConfiguration": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}}})), "want": [["PASSED", "hardened"]]},
	"no bucket for access logs": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), "want": [["NOT_APPLICABLE", "no_log_bucket"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_access_log_bucket_is_hardened[name] if {
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

test_the_reason_names_what_is_missing if {
	got := control.findings with input as fixtures.with_access_bucket(buckets.bare("access"))
	{finding.args.missing | some finding in got} == {"BucketEncryption, BucketVersioning, Deny aws:SecureTransport=false, Deny s3:Delete*, PublicAccessBlock"}
	public := control.findings with input as fixtures.with_access_bucket(object.union(buckets.access, {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}}))
	{finding.args.missing | some finding in public} == {"PublicAccessBlock"}
	unversioned := control.findings with input as fixtures.with_access_bucket(json.remove(buckets.access, ["GetBucketVersioning/Status"]))
	{finding.args.missing | some finding in unversioned} == {"BucketVersioning"}
}

test_the_plan_mends_everything if {
	world := fixtures.with_access_bucket(buckets.bare("access"))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_the_plan_mends_one_thing if {
	world := fixtures.with_access_bucket(buckets.with_statements(buckets.access, [buckets.tls("access")]))
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
