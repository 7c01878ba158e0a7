package controls.s3.bucket_has_object_lock_test

import data.controls.s3.bucket_has_object_lock as control

_bucket(lock) := {"id": "b", "Name": "b", "region": "ap-northeast-1", "GetObjectLockConfiguration": lock}

_lock(mode) := {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": mode, "Days": 30}}}}

test_bucket_has_object_lock[name] if {
	some name, tc in {
		"on": {"lock": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}, "parameters": {}, "want": ["PASSED", "locked"]},
		"with a retention": {"lock": _lock("GOVERNANCE"), "parameters": {}, "want": ["PASSED", "locked"]},
		"off": {"lock": {}, "parameters": {}, "want": ["FAILED", "unlocked"]},
		"untold": {"lock": {"ObjectLockConfiguration": {}}, "parameters": {}, "want": ["FAILED", "unlocked"]},
		"the mode asked for": {"lock": _lock("COMPLIANCE"), "parameters": {"mode": "COMPLIANCE"}, "want": ["PASSED", "locked"]},
		"another mode": {"lock": _lock("GOVERNANCE"), "parameters": {"mode": "COMPLIANCE"}, "want": ["FAILED", "other_mode"]},
		"no mode": {"lock": {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}}, "parameters": {"mode": "COMPLIANCE"}, "want": ["FAILED", "other_mode"]},
		"off where a mode is asked for": {"lock": {}, "parameters": {"mode": "GOVERNANCE"}, "want": ["FAILED", "unlocked"]},
	}
	got := control.findings with input.s3.buckets as [_bucket(tc.lock)] with data.parameters["S3.15"] as tc.parameters
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_switches_it_on if {
	steps := control.plan with input.s3.buckets as [_bucket({}), object.union(_bucket(_lock("GOVERNANCE")), {"id": "c", "Name": "c"})] with data.parameters["S3.15"] as {}
	[[call.operation, call.params.Bucket] | some step in steps; some call in step.calls] == [["PutBucketVersioning", "b"], ["PutObjectLockConfiguration", "b"]]
}

test_no_plan_where_a_mode_is_asked_for if {
	steps := control.plan with input.s3.buckets as [_bucket({})] with data.parameters["S3.15"] as {"mode": "GOVERNANCE"}
	steps == set()
}
