package controls.config.bucket_admits_only_recorder_test

import data.controls.config.bucket_admits_only_recorder as control
import data.lib.steps_test

_cases := {
	"BLEA's statements pass": {
		"bucket": _policy([
			{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/config"}, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::history-111122223333"},
			_allow({"AWS": "arn:aws:iam::111122223333:role/config"}, {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}),
		]),
		"want": "PASSED only_recorder",
	},
	"AWS Config for this account passes": {"bucket": _policy([_allow(_config, _source)]), "want": "PASSED only_recorder"},
	"AWS Config for an organization passes": {"bucket": _policy([_allow(_config, {"StringEquals": {"aws:SourceOrgID": "o-abcdefghij"}})]), "want": "PASSED only_recorder"},
	"AWS Config by source ARN passes": {"bucket": _policy([_allow(_config, {"ArnLike": {"aws:SourceArn": "arn:aws:config:*:111122223333:*"}})]), "want": "PASSED only_recorder"},
	"no policy passes": {"bucket": {"GetBucketAcl": _acl, "GetBucketPolicy": {}}, "want": "PASSED only_recorder"},
	"others may read": {"bucket": _policy([object.union(_allow({"AWS": "arn:aws:iam::444455556666:root"}, {}), {"Action": ["s3:GetObject", "s3:ListBucket"]})]), "want": "PASSED only_recorder"},
	"a deny lets nobody write": {"bucket": _policy([object.union(_allow("*", {}), {"Effect": "Deny"})]), "want": "PASSED only_recorder"},
	"a bucket shared with CloudTrail passes": {"bucket": _policy([_allow(_config, _source), _allow({"Service": "cloudtrail.amazonaws.com"}, {})]), "want": "PASSED shared"},
	"AWS Config for any account fails": {"bucket": _policy([_allow(_config, {})]), "want": "FAILED any_account"},
	"any account in a shared bucket fails": {"bucket": _policy([_allow(_config, {}), _allow({"Service": "cloudtrail.amazonaws.com"}, {})]), "want": "FAILED any_account"},
	"strangers in a shared bucket fail": {"bucket": _policy([_allow("*", {}), _allow({"Service": "cloudtrail.amazonaws.com"}, {})]), "want": "FAILED strangers"},
	"strangers and an ACL for others fail once": {"bucket": object.union(_policy([_allow("*", {})]), {"GetBucketAcl": {"Owner": {"ID": "me"}, "Grants": [{"Grantee": {"ID": "you"}, "Permission": "WRITE"}]}}), "want": "FAILED strangers"},
	"an ACL for others of a shared bucket fails": {"bucket": object.union(_policy([_allow(_config, _source), _allow({"Service": "cloudtrail.amazonaws.com"}, {})]), {"GetBucketAcl": {"Owner": {"ID": "me"}, "Grants": [{"Grantee": {"ID": "you"}, "Permission": "WRITE"}]}}), "want": "FAILED acl"},
	"a condition on something else fails": {"bucket": _policy([_allow(_config, {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}})]), "want": "FAILED any_account"},
	"all accounts but one fail": {"bucket": _policy([_allow(_config, {"StringNotEquals": {"AWS:SourceAccount": "444455556666"}})]), "want": "FAILED any_account"},
	"another role fails": {"bucket": _policy([_allow({"AWS": "arn:aws:iam::111122223333:role/other"}, {})]), "want": "FAILED strangers"},
	"the account itself fails": {"bucket": _policy([_allow({"AWS": "arn:aws:iam::111122223333:root"}, {})]), "want": "FAILED strangers"},
	"everybody fails": {"bucket": _policy([_allow("*", {})]), "want": "FAILED strangers"},
	"all but one fail": {"bucket": _policy([{"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "s3:PutObject", "Resource": "*"}]), "want": "FAILED strangers"},
	"all but some actions fail": {"bucket": _policy([{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "NotAction": "s3:DeleteObject", "Resource": "*"}]), "want": "FAILED strangers"},
	"another service fails": {"bucket": _policy([_allow({"Service": "lambda.amazonaws.com"}, {})]), "want": "FAILED strangers"},
	"an ACL for others comes after the policy": {"bucket": object.union(_policy([_allow(_config, {})]), {"GetBucketAcl": {"Owner": {"ID": "me"}, "Grants": [{"Grantee": {"ID": "you"}, "Permission": "WRITE"}]}}), "want": "FAILED any_account"},
	"strangers come before all": {"bucket": object.union(_policy([_allow(_config, {}), _allow("*", {})]), {"GetBucketAcl": {"Owner": {"ID": "me"}, "Grants": [{"Grantee": {"ID": "you"}, "Permission": "WRITE"}]}}), "want": "FAILED strangers"},
	"an ACL for others fails": {"bucket": {"GetBucketPolicy": {}, "GetBucketAcl": {"Owner": {"ID": "me"}, "Grants": [{"Grantee": {"ID": "you"}, "Permission": "WRITE"}]}}, "want": "FAILED acl"},
	"a bucket of another account": {"bucket": {"id": "another", "Name": "another"}, "want": "WARNING foreign"},
}

test_bucket_admits_only_recorder[name] if {
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
	some name, found in {"a bad bucket": [_bucket({})], "a good bucket": [_bucket(_policy([_allow(_config, _source)]))], "no bucket": []}
	got := control.findings with input.config.delivery_channels as [_channel(_status({"ConfigHistoryDeliveryInfo": {"LastStatus": "FAILURE"}}))]
		with input.s3.buckets as found with input.s3control.public_access_block as []
	_said(got) == {"NOT_APPLICABLE not_delivering"}
}

test_the_bucket_is_named if {
	got := control.findings with input.config.delivery_channels as [_channel({})] with input.s3.buckets as []
	{finding.args.bucket | some finding in got} == {"history-111122223333"}
}

_bucket(change) := object.union(
	{"id": "history-111122223333", "Name": "history-111122223333", "arn": "arn:aws:s3:::history-111122223333", "region": "ap-northeast-1", "account": "111122223333"},
	change,
)

_acl := {"Owner": {"ID": "me"}, "Grants": [{"Grantee": {"ID": "me"}, "Permission": "FULL_CONTROL"}]}

_allow(principal, condition) := {
	"Effect": "Allow",
	"Principal": principal,
	"Action": "s3:PutObject",
	"Resource": "arn:aws:s3:::history-111122223333/AWSLogs/111122223333/Config/*",
	"Condition": condition,
}

_config := {"Service": "config.amazonaws.com"}

_source := {"StringEquals": {"AWS:SourceAccount": "111122223333"}}

_policy(statements) := {"GetBucketAcl": _acl, "GetBucketPolicy": {"Policy": {"Version": "2012-10-17", "Statement": statements}}}

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

test_the_plan_binds_config_to_the_account[name] if {
	some name, tc in {
		"any account": {"more": [], "want": 1, "after": "PASSED"},
		"another statement stays": {"more": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}], "want": 1, "after": "PASSED"},
		"a stranger": {"more": [{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:PutObject", "Resource": "*"}], "want": 0, "after": "FAILED"},
	}
	open := {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "*", "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}
	policy := {"Version": "2012-10-17", "Statement": array.concat([open], tc.more)}
	world := {
		"account": {"account": "111122223333"},
		"config": {"recorders": [], "delivery_channels": [{"id": "c", "region": "ap-northeast-1", "S3BucketName": "b", "DescribeDeliveryChannelStatus": {"DeliveryChannelsStatus": []}}]},
		"s3": {"buckets": [{"id": "b", "Name": "b", "region": "ap-northeast-1", "arn": "arn:aws:s3:::b", "GetBucketPolicy": {"Policy": policy}, "GetBucketAcl": {"Owner": {"ID": "o"}, "Grants": [{"Grantee": {"ID": "o"}}]}}]},
	}
	steps := control.plan with input as world
	count(steps) == tc.want
	every step in steps {
		written := json.unmarshal(step.calls[0].params.Policy).Statement
		written[0].Condition.StringEquals == {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "111122223333"}
		array.slice(written, 1, count(written)) == tc.more
	}
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
