package controls.config.bucket_denies_plaintext_test

import data.controls.config.bucket_denies_plaintext as control

_cases := {
	"BLEA's statement passes": {"bucket": _policy(_deny), "want": "PASSED denied"},
	"a TLS version passes": {"bucket": _policy(object.union(object.remove(_deny, ["Condition"]), {"Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}})), "want": "PASSED denied"},
	"objects only fail": {"bucket": _policy(object.union(_deny, {"Resource": ["arn:aws:s3:::history-111122223333/*"]})), "want": "FAILED allowed"},
	"one action only fails": {"bucket": _policy(object.union(_deny, {"Action": "s3:GetObject"})), "want": "FAILED allowed"},
	"one principal only fails": {"bucket": _policy(object.union(_deny, {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}})), "want": "FAILED allowed"},
	"no policy fails": {"bucket": {"GetBucketPolicy": {}}, "want": "FAILED allowed"},
	"a bucket of another account": {"bucket": {"id": "another", "Name": "another"}, "want": "WARNING foreign"},
}

test_bucket_denies_plaintext[name] if {
	some name, tc in _cases
	got := control.findings with input.config.delivery_channels as [_channel({})] with input.s3.buckets as [_bucket(tc.bucket)]
		with input.s3control.public_access_block as [] with input.config.recorders as [{"id": "r", "region": "ap-northeast-1", "RoleARN": "arn:aws:iam::111122223333:role/config"}]
	_said(got) == {tc.want}
}

test_a_channel_of_untold_status_delivers_nothing[name] if {
	some name, tc in _cases
	got := control.findings with input.config.delivery_channels as [object.remove(_channel({}), ["DescribeDeliveryChannelStatus"])] with input.s3.buckets as [_bucket(tc.bucket)]
		with input.s3control.public_access_block as [] with input.config.recorders as [{"id": "r", "region": "ap-northeast-1", "RoleARN": "arn:aws:iam::111122223333:role/config"}]
	_said(got) == {"NOT_APPLICABLE not_delivering"}
}

test_without_a_bucket_there_is_nothing_to_judge[name] if {
	some name, tc in _cases
	got := control.findings with input.config.delivery_channels as [_channel({"S3BucketName": ""})] with input.s3.buckets as [_bucket(tc.bucket)]
		with input.s3control.public_access_block as [] with input.config.recorders as [{"id": "r", "region": "ap-northeast-1", "RoleARN": "arn:aws:iam::111122223333:role/config"}]
	got == set()
}

test_subjects_are_channels_with_a_bucket if {
	got := control.subjects with input.config.delivery_channels as [
		_channel({}), _channel({"id": "us-east-1/default", "S3BucketName": ""}), object.remove(_channel({"id": "eu-west-1/default"}), ["S3BucketName"]),
	]
	got == {"ap-northeast-1/default"}
}

test_a_failing_channel_is_not_applicable[name] if {
	some name, found in {"a bad bucket": [_bucket({})], "a good bucket": [_bucket(_policy(_deny))], "no bucket": []}
	got := control.findings with input.config.delivery_channels as [_channel(_status({"ConfigHistoryDeliveryInfo": {"LastStatus": "FAILURE"}}))]
		with input.s3.buckets as found with input.s3control.public_access_block as []
	_said(got) == {"NOT_APPLICABLE not_delivering"}
}

test_the_bucket_is_named if {
	got := control.findings with input.config.delivery_channels as [_channel({})] with input.s3.buckets as []
	{finding.args.bucket | some finding in got} == {"history-111122223333"}
}

test_plan if {
	steps := control.plan with input.config.delivery_channels as [_channel({})] with input.s3.buckets as [_bucket({"GetBucketPolicy": {}})] with input.account as _account
		with input.s3control.public_access_block as []
	{sprintf("%s %s", [step.subject, call.operation]) | some step in steps; some call in step.calls} == {"ap-northeast-1/default PutBucketPolicy"}
	done := control.plan with input.config.delivery_channels as [_channel({})] with input.s3.buckets as [_bucket(_policy(_deny))] with input.account as _account
		with input.s3control.public_access_block as []
	count(done) == 0
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

test_plan_keeps_the_policy[name] if {
	allow := {"Sid": "Config", "Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::history-111122223333/*"}
	some name, statements in {"a list": [allow], "a single statement": allow}
	steps := control.plan with input.config.delivery_channels as [_channel({})] with input.account as _account
		with input.s3.buckets as [_bucket({"GetBucketPolicy": {"Policy": {"Version": "2008-10-17", "Statement": statements}}})]
	some step in steps
	policy := json.unmarshal(step.calls[0].params.Policy)
	[statement.Sid | some statement in policy.Statement] == ["Config", "DenyPlaintext"]
	policy.Version == "2008-10-17"
	json.unmarshal(step.undo[0].params.Policy).Statement == statements
}

test_plan_undo_deletes_a_new_policy if {
	steps := control.plan with input.config.delivery_channels as [_channel({})] with input.s3.buckets as [_bucket({"GetBucketPolicy": {}})] with input.account as _account
	{call.operation | some step in steps; some call in step.undo} == {"DeleteBucketPolicy"}
}

_bucket(change) := object.union(
	{"id": "history-111122223333", "Name": "history-111122223333", "arn": "arn:aws:s3:::history-111122223333", "region": "ap-northeast-1", "account": "111122223333"},
	change,
)

_deny := {
	"Sid": "Tls",
	"Effect": "Deny",
	"Principal": {"AWS": "*"},
	"Action": "s3:*",
	"Resource": ["arn:aws:s3:::history-111122223333", "arn:aws:s3:::history-111122223333/*"],
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

_policy(statement) := {"GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": [statement]}}}

_channel(change) := object.union(
	{
		"id": "ap-northeast-1/default",
		"region": "ap-northeast-1",
		"Name": "default",
		"S3BucketName": "history-111122223333",
		"DescribeDeliveryChannelStatus": {"DeliveryChannelsStatus": [{
			"ConfigHistoryDeliveryInfo": {"LastStatus": "SUCCESS"},
			"ConfigStreamDeliveryInfo": {"LastStatus": "NOT_APPLICABLE"},
		}]},
	},
	change,
)

_status(status) := {"DescribeDeliveryChannelStatus": {"DeliveryChannelsStatus": [status]}}

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
