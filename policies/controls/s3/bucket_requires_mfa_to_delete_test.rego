package controls.s3.bucket_requires_mfa_to_delete_test

import data.controls.s3.bucket_requires_mfa_to_delete as control

_bucket(versioning, lifecycle) := {"id": "b", "region": "ap-northeast-1", "GetBucketVersioning": versioning, "GetBucketLifecycleConfiguration": lifecycle}

test_bucket_requires_mfa_to_delete[name] if {
	some name, tc in {
		"enabled": {"bucket": _bucket({"Status": "Enabled", "MFADelete": "Enabled"}, {}), "want": [["PASSED", "enabled"]]},
		"disabled": {"bucket": _bucket({"Status": "Enabled", "MFADelete": "Disabled"}, {}), "want": [["FAILED", "disabled"]]},
		"never set": {"bucket": _bucket({"Status": "Enabled"}, {}), "want": [["FAILED", "disabled"]]},
		"no versioning": {"bucket": _bucket({}, {}), "want": [["FAILED", "disabled"]]},
		"an empty lifecycle": {"bucket": _bucket({}, {"Rules": []}), "want": [["FAILED", "disabled"]]},
		"a lifecycle": {"bucket": _bucket({"Status": "Enabled"}, {"Rules": [{"ID": "r", "Status": "Enabled"}]}), "want": []},
		"a lifecycle beside MFA": {"bucket": _bucket({"Status": "Enabled", "MFADelete": "Enabled"}, {"Rules": [{"ID": "r", "Status": "Enabled"}]}), "want": []},
		"a lifecycle that is off": {"bucket": _bucket({"Status": "Enabled"}, {"Rules": [{"ID": "r", "Status": "Disabled"}]}), "want": []},
	}
	got := control.findings with input.s3.buckets as [tc.bucket]
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.s3.buckets as [tc.bucket]
	count(subjects) == count(tc.want)
}
