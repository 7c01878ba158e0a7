package controls.deploy.stack_is_present_test

import data.controls.deploy.stack_is_present as control

test_stack_is_present[name] if {
	some name, tc in {
		"a stack with BLEA's description": {"stacks": [_stack({})], "want": "PASSED present"},
		"a guest's stack": {"stacks": [_stack({"Description": "x (uksb-1tupboc58) (tag:blea-guest-ecs-app-sample-backend)"})], "want": "PASSED present"},
		"a stack with BLEA's tag": {"stacks": [_stack({"Description": "", "Tags": [{"Key": "Repository", "Value": "aws-samples/baseline-environment-on-aws"}]})], "want": "PASSED present"},
		"a stack of an older version": {"stacks": [_stack({"Description": "", "StackName": "BLEA-ConfigRule"})], "want": "PASSED present"},
		"an updated stack": {"stacks": [_stack({"StackStatus": "UPDATE_COMPLETE"})], "want": "PASSED present"},
		"an update that was rolled back": {"stacks": [_stack({"StackStatus": "UPDATE_ROLLBACK_COMPLETE"})], "want": "PASSED present"},
		"another stack": {"stacks": [_stack({"Description": "something", "StackName": "Dev-Other"})], "want": "NOT_APPLICABLE absent"},
		"the mark of another sample of AWS's": {"stacks": [_stack({"Description": "x (uksb-1tupboc58)"})], "want": "NOT_APPLICABLE absent"},
		"another repository's tag": {"stacks": [_stack({"Description": "", "Tags": [{"Key": "Repository", "Value": "other"}]})], "want": "NOT_APPLICABLE absent"},
		"a stack without a description": {"stacks": [object.remove(_stack({}), ["Description"])], "want": "NOT_APPLICABLE absent"},
		"a creation that was rolled back": {"stacks": [_stack({"StackStatus": "ROLLBACK_COMPLETE"})], "want": "NOT_APPLICABLE absent"},
		"a creation that failed": {"stacks": [_stack({"StackStatus": "CREATE_FAILED"})], "want": "NOT_APPLICABLE absent"},
		"a deleted stack": {"stacks": [_stack({"StackStatus": "DELETE_COMPLETE"})], "want": "NOT_APPLICABLE absent"},
		"a stack of another Region": {"stacks": [_stack({"region": "us-east-1"})], "want": "NOT_APPLICABLE absent"},
		"no stack": {"stacks": [], "want": "NOT_APPLICABLE absent"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.cloudformation.stacks as tc.stacks
	_said(got) == {tc.want}
}

_stack(change) := object.union(
	{
		"id": "arn:aws:cloudformation:ap-northeast-1:111122223333:stack/Dev-BLEAGovBaseStandalone/one",
		"region": "ap-northeast-1",
		"StackName": "Dev-BLEAGovBaseStandalone",
		"StackStatus": "CREATE_COMPLETE",
		"Description": "BLEA Governance Base for standalone account (uksb-1tupboc58) (tag:blea-gov-base-standalone)",
		"DriftInformation": {"StackDriftStatus": "IN_SYNC"},
	},
	change,
)

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
