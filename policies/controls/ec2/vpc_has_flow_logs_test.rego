package controls.ec2.vpc_has_flow_logs_test

import data.controls.ec2.vpc_has_flow_logs as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_vpc := {"id": "vpc-1", "VpcId": "vpc-1", "region": "ap-northeast-1", "OwnerId": "111122223333"}

_log(more) := object.union({"id": "fl-1", "region": "ap-northeast-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "TrafficType": "REJECT"}, more)

test_vpc_has_flow_logs[name] if {
	some name, tc in {
		"rejected traffic passes": {"logs": [_log({})], "want": "PASSED"},
		"all traffic passes": {"logs": [_log({"TrafficType": "ALL"})], "want": "PASSED"},
		"accepted traffic fails": {"logs": [_log({"TrafficType": "ACCEPT"})], "want": "FAILED"},
		"one of two passes": {"logs": [_log({"id": "fl-2", "TrafficType": "ACCEPT"}), _log({})], "want": "PASSED"},
		"one that is not active fails": {"logs": [_log({"FlowLogStatus": "INACTIVE"})], "want": "FAILED"},
		"one of a subnet fails": {"logs": [_log({"ResourceId": "subnet-1"})], "want": "FAILED"},
		"one of another VPC fails": {"logs": [_log({"ResourceId": "vpc-2"})], "want": "FAILED"},
		"none fails": {"logs": [], "want": "FAILED"},
	}
	got := control.findings with input.account as _account with input.ec2.vpcs as [_vpc] with input.ec2.flow_logs as tc.logs
	[finding.status | some finding in got] == [tc.want]
}

test_subjects_are_the_accounts_own_vpcs if {
	shared := object.union(_vpc, {"id": "vpc-2", "VpcId": "vpc-2", "OwnerId": "444455556666"})
	subjects := control.subjects with input.account as _account with input.ec2.vpcs as [_vpc, shared]
	subjects == {"vpc-1"}
	got := control.findings with input.account as _account with input.ec2.vpcs as [_vpc, shared] with input.ec2.flow_logs as [_log({"ResourceId": "vpc-2"})]
	{finding.id | some finding in got} == {"vpc-1"}
	none := control.findings with input.account as _account with input.ec2.vpcs as [shared] with input.ec2.flow_logs as []
	count(none) == 0
}

test_plan_records_in_a_bucket if {
	vpc := {"id": "vpc-1", "VpcId": "vpc-1", "region": "us-east-1", "account": "111122223333", "OwnerId": "111122223333"}
	account := {"account": "111122223333", "partition": "aws"}
	steps := control.plan with input.ec2.vpcs as [vpc] with input.ec2.flow_logs as [] with input.ec2.network_interfaces as [] with input.s3.buckets as [] with input.account as account
	[call.operation | some step in steps; some call in step.calls] == ["CreateBucket", "PutPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption", "PutBucketPolicy", "CreateFlowLogs"]
	again := control.plan with input.ec2.vpcs as [vpc] with input.ec2.flow_logs as [] with input.ec2.network_interfaces as []
		with input.s3.buckets as [{"id": "b", "Name": "vpc-flow-logs-111122223333-us-east-1", "region": "us-east-1"}] with input.account as account
	[call.operation | some step in again; some call in step.calls] == ["CreateFlowLogs"]
	logged := control.plan with input.ec2.vpcs as [vpc] with input.ec2.network_interfaces as [] with input.s3.buckets as [] with input.account as account
		with input.ec2.flow_logs as [{"id": "f", "ResourceId": "vpc-1", "region": "us-east-1", "FlowLogStatus": "ACTIVE", "TrafficType": "ALL", "LogDestinationType": "s3"}]
	count(logged) == 0
}
