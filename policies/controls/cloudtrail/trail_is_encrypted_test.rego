package controls.cloudtrail.trail_is_encrypted_test

import data.controls.cloudtrail.trail_is_encrypted as control
import data.lib.steps_test
import data.lib.trails_test as fixtures

test_trail_is_encrypted[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "encrypted"]]},
		"unset": {"world": fixtures.without(["KmsKeyId"]), "want": [["FAILED", "no_key"]]},
		"empty or off": {"world": fixtures.with_trail({"KmsKeyId": ""}), "want": [["FAILED", "no_key"]]},
		"another account's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "encrypted"]]},
		"another account's trail, unset": {"world": fixtures.with_trails([json.remove(fixtures.organization_trail, ["KmsKeyId"])]), "want": [["WARNING", "foreign"]]},
		"a trail that is off still counts": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["PASSED", "encrypted"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_trails_are_judged_apart if {
	got := control.findings with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("other"), ["KmsKeyId"])])
	{[split(finding.id, "/")[1], finding.status] | some finding in got} == {["blea", "PASSED"], ["other", "FAILED"]}
}

test_the_warning_names_the_account if {
	got := control.findings with input as fixtures.with_trails([json.remove(fixtures.organization_trail, ["KmsKeyId"])])
	{finding.args | some finding in got} == {{"account": "444455556666"}}
}

test_the_plan_takes_a_key_that_lets_cloudtrail_in[name] if {
	some name, tc in {
		"one": {"key": {}, "bucket": "ap-northeast-1", "want": ["k"], "after": "PASSED"},
		"one that is off": {"key": {"DescribeKey": {"KeyMetadata": {"KeyState": "Disabled"}}}, "bucket": "ap-northeast-1", "want": [], "after": "FAILED"},
		"one of AWS": {"key": {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}}, "bucket": "ap-northeast-1", "want": [], "after": "FAILED"},
		"one in another Region": {"key": {"region": "us-east-1"}, "bucket": "ap-northeast-1", "want": [], "after": "FAILED"},
		"a bucket in another Region": {"key": {}, "bucket": "us-east-1", "want": [], "after": "FAILED"},
		"one that keeps CloudTrail out": {"key": {"GetKeyPolicy": {"Policy": {"Statement": []}}}, "bucket": "ap-northeast-1", "want": [], "after": "FAILED"},
	}
	key := object.union(
		{
			"id": "k", "arn": "k", "region": "ap-northeast-1",
			"DescribeKey": {"KeyMetadata": {"KeyState": "Enabled", "KeyManager": "CUSTOMER", "KeySpec": "SYMMETRIC_DEFAULT"}},
			"GetKeyPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "kms:GenerateDataKey*", "Resource": "*"}]}},
		},
		tc.key,
	)
	world := {
		"account": {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1", "partition": "aws"},
		"cloudtrail": {"trails": [{"id": "t", "region": "ap-northeast-1", "TrailARN": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/t", "S3BucketName": "b"}]},
		"kms": {"keys": [key]},
		"s3": {"buckets": [{"id": "b", "Name": "b", "region": tc.bucket}]},
	}
	steps := control.plan with input as world
	[call.params.KmsKeyId | some step in steps; some call in step.calls] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
