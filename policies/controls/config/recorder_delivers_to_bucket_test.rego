package controls.config.recorder_delivers_to_bucket_test

import data.controls.config.recorder_delivers_to_bucket as control

test_recorder_delivers_to_bucket[name] if {
	some name, tc in {
		"a channel passes": {"channels": [_channel({})], "want": "PASSED delivering"},
		"a bucket that nobody knows passes": {"channels": [_channel({"S3BucketName": "central", "S3KeyPrefix": "x", "S3KmsKeyArn": "arn:aws:kms:ap-northeast-1:444455556666:key/k"})], "want": "PASSED delivering"},
		"no delivery yet passes": {"channels": [object.union(object.remove(_channel({}), ["DescribeDeliveryChannelStatus"]), {"DescribeDeliveryChannelStatus": {}})], "want": "PASSED delivering"},
		"no channel fails": {"channels": [], "want": "FAILED no_channel"},
		"a channel elsewhere fails": {"channels": [_channel({"id": "us-east-1/default", "region": "us-east-1"})], "want": "FAILED no_channel"},
		"a channel without a bucket fails": {"channels": [object.remove(_channel({}), ["S3BucketName"])], "want": "FAILED no_channel"},
		"an empty bucket name fails": {"channels": [_channel({"S3BucketName": ""})], "want": "FAILED no_channel"},
		"failing history fails": {"channels": [_channel(_status({"ConfigHistoryDeliveryInfo": {"LastStatus": "FAILURE"}}))], "want": "FAILED failing"},
		"a failing stream fails": {"channels": [_channel(_status({"ConfigHistoryDeliveryInfo": {"LastStatus": "SUCCESS"}, "ConfigStreamDeliveryInfo": {"LastStatus": "FAILURE"}}))], "want": "FAILED failing"},
		"a failing snapshot does not count": {"channels": [_channel(_status({"ConfigSnapshotDeliveryInfo": {"LastStatus": "FAILURE"}}))], "want": "PASSED delivering"},
		"an unread status is no success": {"channels": [object.remove(_channel({}), ["DescribeDeliveryChannelStatus"])], "want": "FAILED failing"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.delivery_channels as tc.channels
	_said(got) == {tc.want}
}

test_plan[name] if {
	some name, tc in {
		"a channel is created where a recorder is": {"channels": [], "recorders": [{"id": "r", "region": "ap-northeast-1"}], "want": {"ap-northeast-1"}},
		"not without a recorder": {"channels": [], "recorders": [], "want": set()},
		"not where a channel is": {"channels": [_channel({})], "recorders": [{"id": "r", "region": "ap-northeast-1"}], "want": set()},
	}
	steps := control.plan with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.delivery_channels as tc.channels
		with input.config.recorders as tc.recorders with input.account as _account
	{step.subject | some step in steps} == tc.want
}

test_plan_protects_the_bucket if {
	steps := control.plan with input.governed_regions as _regions(["ap-northeast-1"]) with input.config.delivery_channels as []
		with input.config.recorders as [{"id": "r", "region": "ap-northeast-1"}] with input.account as _account
	some step in steps
	step.calls[0].params == {"Bucket": "blea-config-111122223333-ap-northeast-1", "CreateBucketConfiguration": {"LocationConstraint": "ap-northeast-1"}}
	some call in step.calls
	call.operation == "PutBucketPolicy"
	{statement.Sid | some statement in json.unmarshal(call.params.Policy).Statement} == {"ConfigDelivers", "ConfigLooks", "DenyPlaintext"}
}

test_plan_names_no_location_in_the_first_region if {
	steps := control.plan with input.governed_regions as _regions(["us-east-1"]) with input.config.delivery_channels as []
		with input.config.recorders as [{"id": "r", "region": "us-east-1"}] with input.account as _account
	{call.params.Bucket | some step in steps; some call in step.calls; call.operation == "CreateBucket"; not call.params.CreateBucketConfiguration} == {"blea-config-111122223333-us-east-1"}
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

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

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
