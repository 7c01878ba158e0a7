package controls.s3.bucket_is_not_publicly_writable_test

import data.controls.s3.bucket_is_not_publicly_writable as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

test_bucket_is_not_publicly_writable[name] if {
	some name, tc in {
		"BLEA's bucket": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit]}}), "want": [["PASSED", "closed"]]},
		"nothing configured": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.bare("b")]}}), "want": [["PASSED", "closed"]]},
		"an ACL for reading": {"world": object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.bare("b"), {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}})]}}), "want": [["PASSED", "closed"]]},
		"an ACL for writing": {"world": object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.bare("b"), {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "WRITE"}]}})]}}), "want": [["FAILED", "open"]]},
		"a policy for reading": {"world": object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.with_statements(buckets.bare("b"), [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})]}}), "want": [["PASSED", "closed"]]},
		"a policy for writing": {"world": object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.with_statements(buckets.bare("b"), [{"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})]}}), "want": [["FAILED", "open"]]},
		"a policy that the bucket restricts": {"world": object.union(fixtures.world, {"s3": {"buckets": [object.union(object.union(buckets.with_statements(buckets.bare("b"), [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}}), {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": buckets.on}})]}}), "want": [["PASSED", "closed"]]},
		"an ACL that the account ignores": {"world": object.union(object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.bare("b"), {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "FULL_CONTROL"}]}})]}}), {"s3control": {"public_access_block": [buckets.on]}}), "want": [["PASSED", "closed"]]},
		"no bucket": {"world": object.union(fixtures.world, {"s3": {"buckets": []}}), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_blocking_mends_a_policy if {
	world := object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.with_statements(buckets.bare("b"), [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_blocking_mends_an_acl if {
	world := object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.bare("b"), {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "FULL_CONTROL"}]}})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as object.union(fixtures.world, {"s3": {"buckets": [buckets.bare("b")]}})
	count(steps) == 0
}

test_undo_brings_the_former_block_back if {
	bucket := object.union(object.union(buckets.with_statements(buckets.bare("b"), [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}}), {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}})
	steps := control.plan with input as object.union(fixtures.world, {"s3": {"buckets": [bucket]}})
	{step.undo[0].params.PublicAccessBlockConfiguration | some step in steps} == {{"BlockPublicAcls": true}}
	bare := control.plan with input as object.union(fixtures.world, {"s3": {"buckets": [object.union(buckets.with_statements(buckets.bare("b"), [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})]}})
	{step.undo[0].operation | some step in bare} == {"DeletePublicAccessBlock"}
}
