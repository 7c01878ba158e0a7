package controls.s3.account_blocks_public_access_test

import data.controls.s3.account_blocks_public_access as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

test_every_region_says_the_same[name] if {
	some name, tc in {
		"all four": {"block": [buckets.on], "want": "PASSED"},
		"three": {"block": [{"id": "111122223333", "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": false}], "want": "FAILED"},
		"none": {"block": [], "want": "FAILED"},
	}
	got := control.findings with input as object.union(fixtures.world, {"s3control": {"public_access_block": tc.block}})
	{[finding.region, finding.status] | some finding in got} == {["ap-northeast-1", tc.want], ["us-east-1", tc.want]}
}

test_each_setting_counts[setting] if {
	some setting in object.keys(buckets.on)
	got := control.findings with input as object.union(fixtures.world, {"s3control": {"public_access_block": [object.remove(buckets.on, [setting])]}})
	{finding.status | some finding in got} == {"FAILED"}
}

test_a_new_block_mends_it if {
	world := object.union(fixtures.world, {"s3control": {"public_access_block": []}})
	steps := control.plan with input as world
	count(steps) == 2
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_the_missing_setting_mends_it if {
	world := object.union(fixtures.world, {"s3control": {"public_access_block": [{"id": "111122223333", "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": false}]}})
	steps := control.plan with input as world
	count(steps) == 2
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as object.union(fixtures.world, {"s3control": {"public_access_block": [buckets.on]}})
	count(steps) == 0
}
