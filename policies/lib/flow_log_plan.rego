# METADATA
# title: Plans for flow logs
# description: >-
#   A step that records the traffic of a VPC in a bucket of the Region, which it makes where it is not there
#   (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html). The id of a new flow log is known only when it is
#   there, so the commands that take it away ask for it. The bucket goes with the flow log for which it was made.
package lib.flow_log_plan

import data.lib.buckets
import data.lib.steps
import data.lib.trail_plan

# METADATA
# description: The step for one VPC.
step(vpc) := steps.step(
	vpc,
	array.concat(_bucket_calls(vpc.region), [steps.call("ec2", "CreateFlowLogs", {
		"ResourceIds": [vpc.VpcId],
		"ResourceType": "VPC",
		"TrafficType": "ALL",
		"LogDestinationType": "s3",
		"LogDestination": _arn(vpc.region),
	})]),
	array.concat([_deletion(vpc)], _bucket_undo(vpc.region)),
	array.concat(_bucket_effect(vpc.region), [steps.added("ec2.flow_logs", concat("", ["fl-", vpc.VpcId]), vpc.region, {
		"ResourceId": vpc.VpcId,
		"FlowLogStatus": "ACTIVE",
		"TrafficType": "ALL",
		"DeliverLogsStatus": "SUCCESS",
		"LogDestinationType": "s3",
		"LogDestination": _arn(vpc.region),
	})]),
)

_deletion(vpc) := object.union(steps.call("ec2", "DeleteFlowLogs", {}), {"ask": {
	"parameter": "FlowLogIds",
	"operation": "DescribeFlowLogs",
	"params": {"Filter": [{"Name": "resource-id", "Values": [vpc.VpcId]}, {"Name": "log-destination", "Values": [_arn(vpc.region)]}]},
	"query": "FlowLogs[].FlowLogId",
}})

_name(region) := sprintf("vpc-flow-logs-%s-%s", [input.account.account, region])

_arn(region) := sprintf("arn:%s:s3:::%s", [input.account.partition, _name(region)])

_there contains bucket.Name if some bucket in input.s3.buckets

_bucket_calls(region) := [] if _name(region) in _there

_bucket_calls(region) := array.concat(
	trail_plan.bucket_calls(_name(region), region),
	[steps.call("s3", "PutBucketPolicy", {"Bucket": _name(region), "Policy": json.marshal(_policy(region))})],
) if {
	not _name(region) in _there
}

_bucket_undo(region) := [] if _name(region) in _there

_bucket_undo(region) := [steps.call("s3", "DeleteBucket", {"Bucket": _name(region)})] if not _name(region) in _there

_bucket_effect(region) := [] if _name(region) in _there

_bucket_effect(region) := [steps.added("s3.buckets", _name(region), region, trail_plan.bucket(_name(region), _arn(region), region, _policy(region)))] if {
	not _name(region) in _there
}

_policy(region) := {"Version": "2012-10-17", "Statement": [
	buckets.tls_statement(_arn(region)),
	{
		"Sid": "FlowLogsLook",
		"Effect": "Allow",
		"Principal": {"Service": "delivery.logs.amazonaws.com"},
		"Action": ["s3:GetBucketAcl", "s3:ListBucket"],
		"Resource": _arn(region),
		"Condition": {"StringEquals": {"aws:SourceAccount": input.account.account}},
	},
	{
		"Sid": "FlowLogsDeliver",
		"Effect": "Allow",
		"Principal": {"Service": "delivery.logs.amazonaws.com"},
		"Action": "s3:PutObject",
		"Resource": sprintf("%s/AWSLogs/%s/*", [_arn(region), input.account.account]),
		"Condition": {"StringEquals": {"aws:SourceAccount": input.account.account, "s3:x-amz-acl": "bucket-owner-full-control"}},
	},
]}
