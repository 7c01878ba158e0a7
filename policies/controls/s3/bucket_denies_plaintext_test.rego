package controls.s3.bucket_denies_plaintext_test

import data.controls.s3.bucket_denies_plaintext as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

test_bucket_denies_plaintext[name] if {
	some name, tc in {
		"BLEA's statement": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.with_statements(buckets.bare("b"), [buckets.tls("b")])]}}), "want": [["PASSED", "denied"]]},
		"no policy": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.bare("b")]}}), "want": [["FAILED", "no_policy"]]},
		"another policy": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.with_statements(buckets.bare("b"), [buckets.no_delete("b")])]}}), "want": [["FAILED", "allowed"]]},
		"the bucket only": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.with_statements(buckets.bare("b"), [object.union(buckets.tls("b"), {"Resource": "arn:aws:s3:::b"})])]}}), "want": [["FAILED", "allowed"]]},
		"objects only": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.with_statements(buckets.bare("b"), [object.union(buckets.tls("b"), {"Resource": "arn:aws:s3:::b/*"})])]}}), "want": [["FAILED", "allowed"]]},
		"no bucket": {"world": object.union(fixtures.world, {"s3": {"buckets": []}}), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_a_new_policy_mends_it if {
	world := object.union(fixtures.world, {"s3": {"buckets": [buckets.bare("b")]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_one_more_statement_mends_it if {
	world := object.union(fixtures.world, {"s3": {"buckets": [buckets.with_statements(buckets.bare("b"), [buckets.no_delete("b")])]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as object.union(fixtures.world, {"s3": {"buckets": [buckets.audit]}})
	count(steps) == 0
}
