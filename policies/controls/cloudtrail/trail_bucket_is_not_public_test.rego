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
		"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_subjects if {
	subjects := control.subjects with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("bare"), ["S3BucketName"])])
	subjects == {fixtures.trail.id}
	found := control.findings with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("bare"), ["S3BucketName"])])
	{finding.id | some finding in found} == {fixtures.trail.id}
}
