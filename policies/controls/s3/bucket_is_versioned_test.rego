package controls.s3.bucket_is_versioned_test

import data.controls.s3.bucket_is_versioned as control

_bucket(versioning) := {"id": "b", "Name": "b", "region": "ap-northeast-1", "GetBucketVersioning": versioning}

test_bucket_is_versioned[name] if {
	some name, tc in {
		"on": {"versioning": {"Status": "Enabled"}, "want": ["PASSED", "versioned"]},
		"suspended": {"versioning": {"Status": "Suspended"}, "want": ["FAILED", "suspended"]},
		"never": {"versioning": {}, "want": ["FAILED", "unversioned"]},
		"a status that nobody knows": {"versioning": {"Status": "Paused"}, "want": ["FAILED", "unversioned"]},
	}
	got := control.findings with input.s3.buckets as [_bucket(tc.versioning)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_switches_it_on if {
	steps := control.plan with input.s3.buckets as [_bucket({}), object.union(_bucket({"Status": "Enabled"}), {"id": "c"})]
	[step.calls[0].params | some step in steps] == [{"Bucket": "b", "VersioningConfiguration": {"Status": "Enabled"}}]
}
