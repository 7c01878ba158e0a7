package controls.cloudtrail.blea_access_log_bucket_keeps_seven_years_test

import data.controls.cloudtrail.blea_access_log_bucket_keeps_seven_years as control
import data.lib.buckets_test as buckets
import data.lib.trails_test as fixtures

_cases := {
	"BLEA's bucket": {"world": fixtures.world, "want": [["PASSED", "archived"]]},
	"another bucket expires and archives": {"world": object.union(fixtures.world, {"s3": {"buckets": [buckets.audit, buckets.bare("access"), object.union(buckets.access, {"id": "other", "Name": "other"}), object.union(buckets.bare("third"), {"GetBucketLifecycleConfiguration": {"Rules": [{"Status": "Enabled", "Expiration": {"Days": 1}}]}})]}}), "want": [["PASSED", "kept"]]},
	"2,554 days": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Expiration": {"Days": 2554}})]}})), "want": [["FAILED", "early"]]},
	"2,555 days, no archive": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Expiration": {"Days": 2555}})]}})), "want": [["PASSED", "kept"]]},
	"archived for ever": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Transitions": [{"Days": 30, "StorageClass": "DEEP_ARCHIVE"}]})]}})), "want": [["PASSED", "archived"]]},
	"instant archive": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Transitions": [{"Days": 90, "StorageClass": "GLACIER_IR"}]})]}})), "want": [["PASSED", "archived"]]},
	"tiering": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Transitions": [{"Days": 0, "StorageClass": "INTELLIGENT_TIERING"}]})]}})), "want": [["PASSED", "archived"]]},
	"infrequent access is no archive": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Transitions": [{"Days": 90, "StorageClass": "STANDARD_IA"}]})]}})), "want": [["PASSED", "kept"]]},
	"archive of a part": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Filter": {"Prefix": "a/"}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]})]}})), "want": [["PASSED", "kept"]]},
	"archive of tagged objects": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Filter": {"Tag": {"Key": "a", "Value": "b"}}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]})]}})), "want": [["PASSED", "kept"]]},
	"archive of large objects": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Filter": {"ObjectSizeGreaterThan": 1}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]})]}})), "want": [["PASSED", "kept"]]},
	"archive by an old prefix": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "r", "Status": "Enabled", "Prefix": "", "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]}]}})), "want": [["PASSED", "archived"]]},
	"archive of an old prefix": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "r", "Status": "Enabled", "Prefix": "a", "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]}]}})), "want": [["PASSED", "kept"]]},
	"archive switched off": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Status": "Disabled", "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]})]}})), "want": [["PASSED", "kept"]]},
	"expiration switched off": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Status": "Disabled", "Expiration": {"Days": 30}})]}})), "want": [["PASSED", "kept"]]},
	"expiration of a part": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Filter": {"Prefix": "a/"}, "Expiration": {"Days": 30}})]}})), "want": [["FAILED", "early"]]},
	"expiration on a date": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"Expiration": {"Date": "2040-01-01T00:00:00Z"}})]}})), "want": [["FAILED", "early"]]},
	"archive of objects by two conditions": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "r", "Status": "Enabled", "Filter": {"And": {"Prefix": "", "Tags": [{"Key": "a", "Value": "b"}]}}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]}]}})), "want": [["PASSED", "kept"]]},
	"archive of small objects": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "r", "Status": "Enabled", "Filter": {"ObjectSizeLessThan": 1000}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]}]}})), "want": [["PASSED", "kept"]]},
	"expiration on a date switched off": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "r", "Status": "Disabled", "Filter": {}, "Expiration": {"Date": "2040-01-01T00:00:00Z"}}]}})), "want": [["PASSED", "kept"]]},
	"archived and soon gone": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "r", "Status": "Enabled", "Filter": {}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}], "Expiration": {"Days": 100}}]}})), "want": [["FAILED", "early"]]},
	"old versions only": {"world": fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [object.union({"ID": "r", "Status": "Enabled", "Filter": {}}, {"NoncurrentVersionExpiration": {"NoncurrentDays": 30}})]}})), "want": [["PASSED", "kept"]]},
	"no rules": {"world": fixtures.with_access_bucket(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"])), "want": [["PASSED", "kept"]]},
	"no bucket for access logs": {"world": fixtures.with_bucket(json.remove(buckets.audit, ["GetBucketLogging/LoggingEnabled"])), "want": [["NOT_APPLICABLE", "no_log_bucket"]]},
	"another account's bucket": {"world": fixtures.with_bucket(buckets.bare("other")), "want": [["WARNING", "foreign"]]},
}

test_access_log_bucket_keeps_seven_years[name] if {
	some name, tc in _cases
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_only_trails_that_qualify_are_judged[name] if {
	some name, tc in _cases
	got := control.findings with input as fixtures.stopped(tc.world)
	got == set()
}

test_subjects[name] if {
	some name, tc in {
		"trails that qualify": {"trails": [fixtures.trail, object.remove(fixtures.named("bucketless"), ["S3BucketName"]), object.union(fixtures.named("off"), {"GetTrailStatus": {"IsLogging": false}})], "want": {fixtures.trail.id}},
		"none": {"trails": [], "want": set()},
	}
	subjects := control.subjects with input as fixtures.with_trails(tc.trails)
	subjects == tc.want
	found := control.findings with input as fixtures.with_trails(tc.trails)
	{finding.id | some finding in found} == tc.want
}

test_the_plan_mends_it if {
	world := fixtures.with_access_bucket(object.union(json.remove(buckets.access, ["GetBucketLifecycleConfiguration/Rules"]), {"GetBucketLifecycleConfiguration": {"Rules": [{"ID": "a", "Status": "Enabled", "Filter": {}, "Expiration": {"Days": 30}}, {"ID": "b", "Status": "Enabled", "Filter": {}, "Expiration": {"Date": "2040-01-01T00:00:00Z"}}]}}))
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}
