package controls.cloudtrail.trail_bucket_is_not_public_test

import data.controls.cloudtrail.trail_bucket_is_not_public as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

test_trail_bucket_is_not_public[name] if {
	some name, tc in {
		"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "closed"]]},
		"readable by ACL": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]), {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}})), "want": [["FAILED", "public"]]},
		"writable by ACL": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]), {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}, "Permission": "WRITE"}]}})), "want": [["FAILED", "public"]]},
		"an ACL that is blocked": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketAcl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}})), "want": [["PASSED", "closed"]]},
		"a public policy": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]), {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})), "want": [["FAILED", "public"]]},
		"a public policy that is blocked": {"world": fixtures.with_bucket(object.union(buckets.audit, {"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}})), "want": [["PASSED", "closed"]]},
		"no block, but nothing public": {"world": fixtures.with_bucket(object.union(json.remove(buckets.audit, ["GetPublicAccessBlock/PublicAccessBlockConfiguration"]), {})), "want": [["PASSED", "closed"]]},
		"a trail that is off still counts": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["PASSED", "closed"]]},
		"a bucket that no trail delivers to is not asked about": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit, buckets.bare("other")]}}), "want": [["PASSED", "closed"]]},
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

test_plan_closes_the_bucket_and_can_be_undone if {
	all := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
	some block, undo in {"a": {"operation": "DeletePublicAccessBlock", "block": {}}, "b": {"operation": "PutPublicAccessBlock", "block": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}}}
	trail := {"id": "t", "region": "ap-northeast-1", "TrailARN": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/t", "S3BucketName": "logs"}
	bucket := {"id": "logs", "region": "ap-northeast-1", "Name": "logs", "GetPublicAccessBlock": undo.block, "GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": true}}, "GetBucketAcl": {"Grants": []}}
	steps := control.plan with input.cloudtrail.trails as [trail] with input.s3.buckets as [bucket] with input.s3control.public_access_block as []
	[step.calls[0].params.PublicAccessBlockConfiguration | some step in steps] == [all]
	[step.undo[0].operation | some step in steps] == [undo.operation]
}
