package controls.s3.versioned_bucket_has_lifecycle_test

import data.controls.s3.versioned_bucket_has_lifecycle as control
import data.lib.steps_test

_bucket(versioning, lifecycle) := {"id": "b", "region": "ap-northeast-1", "GetBucketVersioning": versioning, "GetBucketLifecycleConfiguration": lifecycle}

test_versioned_bucket_has_lifecycle[name] if {
	some name, tc in {
		"a rule": {"bucket": _bucket({"Status": "Enabled"}, {"Rules": [{"Status": "Enabled"}]}), "want": [["PASSED", "managed"]]},
		"one of two rules": {"bucket": _bucket({"Status": "Enabled"}, {"Rules": [{"Status": "Disabled"}, {"Status": "Enabled"}]}), "want": [["PASSED", "managed"]]},
		"a rule that is off": {"bucket": _bucket({"Status": "Enabled"}, {"Rules": [{"Status": "Disabled"}]}), "want": [["FAILED", "unmanaged"]]},
		"no rules": {"bucket": _bucket({"Status": "Enabled"}, {}), "want": [["FAILED", "unmanaged"]]},
		"suspended": {"bucket": _bucket({"Status": "Suspended"}, {}), "want": []},
		"suspended, with a rule": {"bucket": _bucket({"Status": "Suspended"}, {"Rules": [{"Status": "Enabled"}]}), "want": []},
		"no versioning": {"bucket": _bucket({}, {}), "want": []},
	}
	got := control.findings with input.s3.buckets as [tc.bucket]
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.s3.buckets as [tc.bucket]
	count(subjects) == count(tc.want)
}

test_the_plan_adds_a_rule if {
	world := {"s3": {"buckets": [{"id": "b", "region": "ap-northeast-1", "Name": "b", "GetBucketVersioning": {"Status": "Enabled"}, "GetBucketLifecycleConfiguration": {}}]}}
	steps := control.plan with input as world
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}
