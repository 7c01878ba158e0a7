package controls.vpc.flow_logs_record_all_traffic_test

import data.controls.vpc.flow_logs_record_all_traffic as control

_vpc := {"id": "vpc-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "OwnerId": "111122223333"}

_log(more) := object.union({"id": "fl-1", "region": "ap-northeast-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "TrafficType": "ALL", "LogDestinationType": "s3", "DeliverLogsStatus": "SUCCESS"}, more)

_eni(id, subnet) := {"id": id, "VpcId": "vpc-1", "SubnetId": subnet}

test_flow_logs_record_all_traffic[name] if {
	some name, tc in {
		"to S3 passes": {"logs": [_log({})], "enis": [], "want": "PASSED s3"},
		"to CloudWatch Logs passes": {"logs": [_log({"LogDestinationType": "cloud-watch-logs"})], "enis": [], "want": "PASSED elsewhere"},
		"to Firehose passes": {"logs": [_log({"LogDestinationType": "kinesis-data-firehose"})], "enis": [], "want": "PASSED elsewhere"},
		"S3 beside another is told": {"logs": [_log({"id": "fl-2", "LogDestinationType": "cloud-watch-logs"}), _log({})], "enis": [], "want": "PASSED s3"},
		"one that has not delivered yet passes": {"logs": [object.remove(_log({}), ["DeliverLogsStatus"])], "enis": [], "want": "PASSED s3"},
		"none fails": {"logs": [], "enis": [], "want": "FAILED not_logged"},
		"failed delivery fails": {"logs": [_log({"DeliverLogsStatus": "FAILED"})], "enis": [], "want": "FAILED undelivered"},
		"failed delivery beside one that works passes": {"logs": [_log({"id": "fl-2", "DeliverLogsStatus": "FAILED"}), _log({})], "enis": [], "want": "PASSED s3"},
		"rejected traffic alone fails": {"logs": [_log({"TrafficType": "REJECT"})], "enis": [], "want": "FAILED not_logged"},
		"accepted traffic alone fails": {"logs": [_log({"TrafficType": "ACCEPT"})], "enis": [], "want": "FAILED not_logged"},
		"one that is not active fails": {"logs": [_log({"FlowLogStatus": "INACTIVE"})], "enis": [], "want": "FAILED not_logged"},
		"a failing one of rejected traffic is none": {"logs": [_log({"TrafficType": "REJECT", "DeliverLogsStatus": "FAILED"})], "enis": [], "want": "FAILED not_logged"},
		"a failing one that is not active is none": {"logs": [_log({"FlowLogStatus": "INACTIVE", "DeliverLogsStatus": "FAILED"})], "enis": [], "want": "FAILED not_logged"},
		"one of the VPC beside one of all its subnets is told": {"logs": [_log({}), _log({"id": "fl-2", "ResourceId": "subnet-1"})], "enis": [_eni("eni-1", "subnet-1")], "want": "PASSED s3"},
		"a failing one beside one of all its subnets passes": {"logs": [_log({"DeliverLogsStatus": "FAILED"}), _log({"id": "fl-2", "ResourceId": "subnet-1"})], "enis": [_eni("eni-1", "subnet-1")], "want": "PASSED parts"},
		"another VPC's fails": {"logs": [_log({"ResourceId": "vpc-2"})], "enis": [], "want": "FAILED not_logged"},
		"subnets and interfaces that cover all pass": {
			"logs": [_log({"ResourceId": "subnet-1"}), _log({"id": "fl-2", "ResourceId": "eni-2"})],
			"enis": [_eni("eni-1", "subnet-1"), _eni("eni-2", "subnet-2")],
			"want": "PASSED parts",
		},
		"an interface that is not covered fails": {"logs": [_log({"ResourceId": "subnet-1"})], "enis": [_eni("eni-1", "subnet-1"), _eni("eni-2", "subnet-2")], "want": "FAILED not_logged"},
		"subnets of a VPC without interfaces prove nothing": {"logs": [_log({"ResourceId": "subnet-1"})], "enis": [], "want": "FAILED not_logged"},
	}
	got := control.findings with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.flow_logs as tc.logs
		with input.ec2.network_interfaces as tc.enis
	{sprintf("%s %s", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_shared_vpcs_are_out_of_scope[name] if {
	some name, logs in {
		"without a flow log": [],
		"to S3": [_log({})],
		"to CloudWatch Logs": [_log({"LogDestinationType": "cloud-watch-logs"})],
		"failing": [_log({"DeliverLogsStatus": "FAILED"})],
		"of its subnet": [_log({"ResourceId": "subnet-1"})],
	}
	vpc := object.union(_vpc, {"OwnerId": "444455556666"})
	control.subjects == set() with input.ec2.vpcs as [vpc] with input.account as {"account": "111122223333"}
	found := control.findings with input.ec2.vpcs as [vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.flow_logs as logs
		with input.ec2.network_interfaces as [_eni("eni-1", "subnet-1")]
	found == set()
}

test_plan_records_in_a_bucket if {
	vpc := {"id": "vpc-1", "VpcId": "vpc-1", "region": "us-east-1", "account": "111122223333", "OwnerId": "111122223333"}
	account := {"account": "111122223333", "partition": "aws"}
	steps := control.plan with input.ec2.vpcs as [vpc] with input.ec2.flow_logs as [] with input.ec2.network_interfaces as [] with input.s3.buckets as [] with input.account as account
	[call.operation | some step in steps; some call in step.calls] == ["CreateBucket", "PutPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption", "PutBucketPolicy", "CreateFlowLogs"]
	[call.operation | some step in steps; some call in step.undo] == ["DeleteFlowLogs", "DeleteBucket"]
	again := control.plan with input.ec2.vpcs as [vpc] with input.ec2.flow_logs as [] with input.ec2.network_interfaces as []
		with input.s3.buckets as [{"id": "b", "Name": "vpc-flow-logs-111122223333-us-east-1", "region": "us-east-1"}] with input.account as account
	[call.operation | some step in again; some call in step.calls] == ["CreateFlowLogs"]
	[call.operation | some step in again; some call in step.undo] == ["DeleteFlowLogs"]
	logged := control.plan with input.ec2.vpcs as [vpc] with input.ec2.network_interfaces as [] with input.s3.buckets as [] with input.account as account
		with input.ec2.flow_logs as [{"id": "f", "ResourceId": "vpc-1", "region": "us-east-1", "FlowLogStatus": "ACTIVE", "TrafficType": "ALL", "LogDestinationType": "s3"}]
	count(logged) == 0
}
