package controls.s3.bucket_has_lifecycle_test

import data.controls.s3.bucket_has_lifecycle as control
import data.lib.steps_test

_rule := {"Status": "Enabled", "Expiration": {"Days": 365}, "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 90, "StorageClass": "GLACIER"}]}

test_bucket_has_lifecycle[name] if {
	some name, tc in {
		"a rule": {"rules": [{"Status": "Enabled"}], "parameters": {}, "want": "PASSED"},
		"a rule that is off": {"rules": [object.union(_rule, {"Status": "Disabled"})], "parameters": {}, "want": "FAILED"},
		"no rules": {"rules": [], "parameters": {}, "want": "FAILED"},
		"the expiry asked for": {"rules": [_rule], "parameters": {"targetExpirationDays": 365}, "want": "PASSED"},
		"another expiry": {"rules": [_rule], "parameters": {"targetExpirationDays": 364}, "want": "FAILED"},
		"no expiry": {"rules": [object.remove(_rule, ["Expiration"])], "parameters": {"targetExpirationDays": 365}, "want": "FAILED"},
		"the transition asked for": {"rules": [_rule], "parameters": {"targetTransitionDays": 90}, "want": "PASSED"},
		"another transition": {"rules": [_rule], "parameters": {"targetTransitionDays": 60}, "want": "FAILED"},
		"the class asked for": {"rules": [_rule], "parameters": {"targetTransitionStorageClass": "GLACIER"}, "want": "PASSED"},
		"another class": {"rules": [_rule], "parameters": {"targetTransitionStorageClass": "DEEP_ARCHIVE"}, "want": "FAILED"},
		"days and class of one transition": {"rules": [_rule], "parameters": {"targetTransitionDays": 90, "targetTransitionStorageClass": "GLACIER"}, "want": "PASSED"},
		"days and class of two transitions": {"rules": [_rule], "parameters": {"targetTransitionDays": 30, "targetTransitionStorageClass": "GLACIER"}, "want": "FAILED"},
		"all, in two rules": {
			"rules": [object.remove(_rule, ["Expiration"]), object.remove(_rule, ["Transitions"])],
			"parameters": {"targetExpirationDays": 365, "targetTransitionDays": 90},
			"want": "FAILED",
		},
	}
	got := control.findings with input.s3.buckets as [{"id": "b", "region": "ap-northeast-1", "GetBucketLifecycleConfiguration": {"Rules": tc.rules}}]
		with data.parameters["S3.13"] as tc.parameters
	{finding.status | some finding in got} == {tc.want}
}

test_no_configuration_fails if {
	got := control.findings with input.s3.buckets as [{"id": "b", "region": "ap-northeast-1", "GetBucketLifecycleConfiguration": {}}] with data.parameters["S3.13"] as {}
	{finding.code | some finding in got} == {"unmanaged"}
}

test_the_plan_adds_a_rule if {
	world := {"s3": {"buckets": [{"id": "b", "region": "ap-northeast-1", "Name": "b", "GetBucketLifecycleConfiguration": {}}]}}
	steps := control.plan with input as world
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
	choosing := control.plan with input as world with data.parameters as {"S3.13": {"targetExpirationDays": 30}}
	choosing == set()
}
