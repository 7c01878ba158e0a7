package controls.s3.bucket_replicates_to_another_region_test

import data.controls.s3.bucket_replicates_to_another_region as control

_bucket(name, region, rules) := {"id": name, "Name": name, "region": region, "GetBucketReplication": {"ReplicationConfiguration": {"Rules": rules}}}

_rule(bucket, status) := {"Status": status, "Destination": {"Bucket": sprintf("arn:aws:s3:::%s", [bucket])}}

test_bucket_replicates_to_another_region[name] if {
	some name, tc in {
		"another Region": {"rules": [_rule("far", "Enabled")], "want": ["PASSED", "replicated"]},
		"the same Region": {"rules": [_rule("near", "Enabled")], "want": ["FAILED", "same_region"]},
		"both": {"rules": [_rule("near", "Enabled"), _rule("far", "Enabled")], "want": ["PASSED", "replicated"]},
		"a rule that is off": {"rules": [_rule("far", "Disabled")], "want": ["FAILED", "unreplicated"]},
		"another account": {"rules": [_rule("theirs", "Enabled")], "want": ["WARNING", "foreign"]},
		"another account and the same Region": {"rules": [_rule("near", "Enabled"), _rule("theirs", "Enabled")], "want": ["WARNING", "foreign"]},
		"another account and another Region": {"rules": [_rule("theirs", "Enabled"), _rule("far", "Enabled")], "want": ["PASSED", "replicated"]},
		"a rule to another account that is off, and the same Region": {"rules": [_rule("near", "Enabled"), _rule("theirs", "Disabled")], "want": ["FAILED", "same_region"]},
		"no rules": {"rules": [], "want": ["FAILED", "unreplicated"]},
	}
	got := control.findings with input.s3.buckets as [
		_bucket("b", "ap-northeast-1", tc.rules),
		_bucket("near", "ap-northeast-1", []),
		_bucket("far", "us-west-2", []),
	]
	{[finding.status, finding.code] | some finding in got; finding.id == "b"} == {tc.want}
	count(got) == 3
}

test_the_bucket_of_another_account_is_named if {
	got := control.findings with input.s3.buckets as [
		_bucket("b", "ap-northeast-1", [_rule("a-former-one", "Disabled"), _rule("near", "Enabled"), _rule("theirs", "Enabled")]),
		_bucket("near", "ap-northeast-1", []),
	]
	{finding.args.bucket | some finding in got; finding.id == "b"} == {"theirs"}
}

test_no_configuration_fails if {
	got := control.findings with input.s3.buckets as [{"id": "b", "Name": "b", "region": "ap-northeast-1", "GetBucketReplication": {}}]
	{[finding.status, finding.code] | some finding in got} == {["FAILED", "unreplicated"]}
}
