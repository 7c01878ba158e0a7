package controls.s3.bucket_is_access_logged_test

import data.controls.s3.bucket_is_access_logged as control
import data.lib.access_logging_test as logging
import data.lib.buckets_test as buckets
import data.lib.steps_test
import data.lib.trails_test as fixtures

test_bucket_is_access_logged[name] if {
	some name, tc in {
		"to another bucket": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit]}}), "want": [["PASSED", "logged"]]},
		"to itself": {"world": object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.bare("b"), {"GetBucketLogging": {"LoggingEnabled": {"TargetBucket": "b"}}})]}}), "want": [["PASSED", "logged"]]},
		"off": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.bare("b")]}}), "want": [["FAILED", "unlogged"]]},
		"a target of other buckets is asked too": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.access]}}), "want": [["FAILED", "unlogged"]]},
		"no bucket": {"world": object.union(fixtures.world, {"s3": {"buckets": []}}), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_plan_turns_it_on if {
	world := logging.world([logging.bucket("a")])
	steps := control.plan with input as world
	left := steps_test.after(world, steps)
	got := control.findings with input as left
	{[finding.id, finding.status] | some finding in got} == {["a", "PASSED"], ["access-logs-111122223333-ap-northeast-1", "FAILED"]}
	more := control.plan with input as left
	more == set()
}
