package controls.cloudtrail.blea_trail_bucket_takes_only_trail_logs_test

import data.controls.cloudtrail.blea_trail_bucket_takes_only_trail_logs as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_allow(principal) := {"Effect": "Allow", "Principal": principal, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::audit/*"}

_group := {"GetBucketAcl": {"Owner": {"ID": "owner"}, "Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}, "Permission": "WRITE"}]}}

_plus(statement) := fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.trail_acl, buckets.trail_put, statement]))

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "trail_only"]]},
	"limited to a trail": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [object.union(buckets.trail_put, {"Condition": {"StringEquals": {"aws:SourceArn": fixtures.trail.TrailARN}}})])), "want": [["PASSED", "trail_only"]]},
	"the organization's prefix": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [buckets.trail_put, object.union(buckets.trail_put, {"Resource": "arn:aws:s3:::audit/AWSLogs/o-1/*"})])), "want": [["PASSED", "trail_only"]]},
	"somebody who reads": {"world": _plus(object.union(_allow({"AWS": "arn:aws:iam::111122223333:role/reader"}), {"Action": "s3:GetObject"})), "want": [["PASSED", "trail_only"]]},
	"Config": {"world": _plus(_allow({"Service": "config.amazonaws.com"})), "want": [["PASSED", "services"]]},
	"load balancers": {"world": _plus(_allow({"Service": "logdelivery.elasticloadbalancing.amazonaws.com"})), "want": [["PASSED", "services"]]},
	"access logs": {"world": _plus(_allow({"Service": "logging.s3.amazonaws.com"})), "want": [["PASSED", "services"]]},
	"delivered logs": {"world": _plus(_allow({"Service": "delivery.logs.amazonaws.com"})), "want": [["PASSED", "services"]]},
	"another service and an ACL": {"world": fixtures.with_bucket(object.union(buckets.with_statements(buckets.audit, [_allow({"Service": "config.amazonaws.com"})]), _group)), "want": [["FAILED", "acl"]]},
	"another service": {"world": _plus(_allow({"Service": "lambda.amazonaws.com"})), "want": [["FAILED", "writers"]]},
	"a role of this account": {"world": _plus(_allow({"AWS": "arn:aws:iam::111122223333:role/writer"})), "want": [["FAILED", "writers"]]},
	"another account": {"world": _plus(_allow({"AWS": "444455556666"})), "want": [["FAILED", "writers"]]},
	"everyone": {"world": _plus(_allow("*")), "want": [["FAILED", "writers"]]},
	"all actions": {"world": _plus(object.union(_allow({"AWS": "444455556666"}), {"Action": "s3:*"})), "want": [["FAILED", "writers"]]},
	"a pattern": {"world": _plus(object.union(_allow({"AWS": "444455556666"}), {"Action": "s3:Put*"})), "want": [["FAILED", "writers"]]},
	"all actions but one": {"world": _plus({"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "NotAction": "s3:GetObject", "Resource": "*"}), "want": [["FAILED", "writers"]]},
	"a policy that cannot be read": {"world": fixtures.with_bucket(buckets.with_statements(buckets.audit, [{"Effect": "Perhaps"}])), "want": [["FAILED", "writers"]]},
	"no policy": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketPolicy/Policy"])), "want": [["PASSED", "trail_only"]]},
	"an ACL for log delivery": {"world": fixtures.with_bucket(object.union(buckets.audit, _group)), "want": [["FAILED", "acl"]]},
	"an ACL for somebody else": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other", "Type": "CanonicalUser"}, "Permission": "WRITE"}]}})), "want": [["FAILED", "acl"]]},
	"an ACL without effect": {"world": fixtures.with_bucket(object.union(buckets.audit, object.union(_group, {"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}}}))), "want": [["PASSED", "trail_only"]]},
	"writers and an ACL": {"world": fixtures.with_bucket(object.union(buckets.with_statements(buckets.audit, [_allow("*")]), _group)), "want": [["FAILED", "writers"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_trail_bucket_takes_only_trail_logs[name] if {
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
	world := fixtures.with_bucket(object.union(buckets.audit, _group))
	others := array.concat(world.s3.buckets, [object.union(buckets.bare("stranger"), {"GetBucketAcl": {"Grants": [{"Grantee": {"ID": "other"}}]}})])
	steps := control.plan with input as object.union(world, {"s3": {"buckets": others}})
	count(steps) == 1
	{call.params.Bucket | some step in steps; some call in step.calls} & {"stranger"} == set()
}

test_the_plan_mends_it if {
	world := fixtures.with_bucket(object.union(buckets.audit, _group))
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

test_other_writers_are_left_to_a_person if {
	steps := control.plan with input as _plus(_allow("*"))
	count(steps) == 0
}

test_taking_grants_away_is_destructive if {
	steps := control.plan with input as fixtures.with_bucket(object.union(buckets.audit, _group))
	{step.destructive | some step in steps} == {true}
}
