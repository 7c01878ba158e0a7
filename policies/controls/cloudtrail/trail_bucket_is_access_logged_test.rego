package controls.cloudtrail.trail_bucket_is_access_logged_test

import data.controls.cloudtrail.trail_bucket_is_access_logged as control
import data.lib.access_logging_test as logging
import data.lib.buckets_test as buckets
import data.lib.steps_test
import data.lib.trails_test as fixtures

test_trail_bucket_is_access_logged[name] if {
	some name, tc in {
		"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "logged"]]},
		"off": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), "want": [["FAILED", "unlogged"]]},
		"to itself": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "audit"}}})), "want": [["PASSED", "logged"]]},
		"data events do not count": {"world": object.union(fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), {"cloudtrail": {"trails": [object.union(fixtures.trail, {"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/"]}]}]}})]}}), "want": [["FAILED", "unlogged"]]},
		"a bucket that no trail delivers to is not asked about": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit, buckets.bare("other")]}}), "want": [["PASSED", "logged"]]},
		"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": []},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_a_bucket_of_several_trails_is_judged_once if {
	world := fixtures.with_trails([fixtures.trail, fixtures.named("second"), json.remove(fixtures.named("bare"), ["S3BucketName"])])
	subjects := control.subjects with input as world
	subjects == {"audit"}
	got := control.findings with input as world
	{[finding.id, finding.region, finding.args] | some finding in got} == {["audit", "ap-northeast-1", {"trails": {
		"arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/blea",
		"arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/second",
	}}]}
}

test_buckets_of_other_accounts_are_told_of_on_the_account[name] if {
	some name, tc in {
		"none": {"world": fixtures.world, "want": set()},
		"no trail": {"world": fixtures.with_trails([]), "want": set()},
		"a trail without a bucket": {"world": fixtures.without(["S3BucketName"]), "want": set()},
		"beside one of the account": {"world": fixtures.with_trails([fixtures.trail, fixtures.organization_trail]), "want": {["AWS::::Account:111122223333", "WARNING", "foreign", ["organization"]]}},
		"two": {"world": fixtures.with_trails([object.union(fixtures.trail, {"S3BucketName": "z"}), fixtures.organization_trail]), "want": {["AWS::::Account:111122223333", "WARNING", "foreign", ["organization", "z"]]}},
	}
	got := control.elsewhere with input as tc.world
	{[finding.id, finding.status, finding.code, finding.args.buckets] | some finding in got} == tc.want
}

test_the_plan_turns_it_on if {
	trail := {"id": "t", "region": "ap-northeast-1", "TrailARN": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/t", "S3BucketName": "a", "GetTrailStatus": {"IsLogging": true}}
	world := object.union(logging.world([logging.bucket("a"), logging.bucket("b")]), {"cloudtrail": {"trails": [trail]}})
	steps := control.plan with input as world
	{step.subject | some step in steps} == {"a"}
	got := control.findings with input as steps_test.after(world, steps)
	{[finding.id, finding.status] | some finding in got} == {["a", "PASSED"]}
}
