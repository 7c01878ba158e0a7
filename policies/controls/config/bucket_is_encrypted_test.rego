package controls.config.bucket_is_encrypted_test

import data.controls.config.bucket_is_encrypted as control

_cases := {
	"keys of S3 pass": {"bucket": _with("AES256"), "want": "PASSED s3"},
	"a KMS key passes": {"bucket": _with("aws:kms"), "want": "PASSED kms"},
	"two layers pass": {"bucket": _with("aws:kms:dsse"), "want": "PASSED kms"},
	"an unknown algorithm fails": {"bucket": _with("none"), "want": "FAILED plain"},
	"not configured fails": {"bucket": {"GetBucketEncryption": {}}, "want": "FAILED plain"},
	"a bucket of another account": {"bucket": {"id": "another", "Name": "another"}, "want": "WARNING foreign"},
}

test_bucket_is_encrypted[name] if {
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
	some name, found in {"a bad bucket": [_bucket({})], "a good bucket": [_bucket(_with("AES256"))], "no bucket": []}
	got := control.findings with input.config.delivery_channels as [_channel(_status({"ConfigHistoryDeliveryInfo": {"LastStatus": "FAILURE"}}))]
		with input.s3.buckets as found with input.s3control.public_access_block as []
	_said(got) == {"NOT_APPLICABLE not_delivering"}
}

test_the_bucket_is_named if {
	got := control.findings with input.config.delivery_channels as [_channel({})] with input.s3.buckets as []
	{finding.args.bucket | some finding in got} == {"history-111122223333"}
}

test_plan if {
	steps := control.plan with input.config.delivery_channels as [_channel({})] with input.s3.buckets as [_bucket({"GetBucketEncryption": {}})] with input.account as _account
		with input.s3control.public_access_block as []
	{sprintf("%s %s", [step.subject, call.operation]) | some step in steps; some call in step.calls} == {"ap-northeast-1/default PutBucketEncryption"}
	done := control.plan with input.config.delivery_channels as [_channel({})] with input.s3.buckets as [_bucket(_with("AES256"))] with input.account as _account
		with input.s3control.public_access_block as []
	count(done) == 0
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_bucket(change) := object.union(
	{"id": "history-111122223333", "Name": "history-111122223333", "arn": "arn:aws:s3:::history-111122223333", "region": "ap-northeast-1", "account": "111122223333"},
	change,
)

_with(algorithm) := {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}]}}}

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
