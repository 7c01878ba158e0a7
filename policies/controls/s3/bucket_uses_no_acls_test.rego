package controls.s3.bucket_uses_no_acls_test

import data.controls.s3.bucket_uses_no_acls as control

_owner := {"Grantee": {"Type": "CanonicalUser", "ID": "me"}, "Permission": "FULL_CONTROL"}

_other := {"Grantee": {"Type": "CanonicalUser", "ID": "you"}, "Permission": "READ"}

_public := {"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}

_bucket(grants, ownership) := {
	"id": "b",
	"Name": "b",
	"region": "ap-northeast-1",
	"GetBucketAcl": {"Owner": {"ID": "me"}, "Grants": grants},
	"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": ownership}]}},
}

test_bucket_uses_no_acls[name] if {
	some name, tc in {
		"the owner": {"bucket": _bucket([_owner], "ObjectWriter"), "want": ["PASSED", "private"]},
		"nobody": {"bucket": _bucket([], "ObjectWriter"), "want": ["PASSED", "private"]},
		"somebody else": {"bucket": _bucket([_owner, _other], "BucketOwnerPreferred"), "want": ["FAILED", "shared"]},
		"everybody": {"bucket": _bucket([_owner, _public], "ObjectWriter"), "want": ["FAILED", "shared"]},
		"without effect": {"bucket": _bucket([_owner, _public], "BucketOwnerEnforced"), "want": ["PASSED", "private"]},
		"no ownership controls": {"bucket": object.union(object.remove(_bucket([_other], ""), ["GetBucketOwnershipControls"]), {"GetBucketOwnershipControls": {}}), "want": ["FAILED", "shared"]},
	}
	got := control.findings with input.s3.buckets as [tc.bucket]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_makes_the_acl_private if {
	steps := control.plan with input.s3.buckets as [_bucket([_owner, _other], "ObjectWriter"), object.union(_bucket([_owner], "ObjectWriter"), {"id": "c"})]
	[[step.calls[0].params, step.undo[0].params.AccessControlPolicy.Grants, step.effect[0].value] | some step in steps] == [[{"Bucket": "b", "ACL": "private"}, [_owner, _other], [_owner]]]
}
