package controls.deploy.stack_is_sound_test

import data.controls.deploy.stack_is_sound as control

test_stack_is_sound[name] if {
	some name, tc in {
		"in sync passes": {"stacks": [_stack({})], "want": "PASSED in_sync"},
		"not checked passes with a note": {"stacks": [_stack({"DriftInformation": {"StackDriftStatus": "NOT_CHECKED"}})], "want": "PASSED not_checked"},
		"unknown passes with a note": {"stacks": [_stack({"DriftInformation": {"StackDriftStatus": "UNKNOWN"}})], "want": "PASSED not_checked"},
		"absent passes with a note": {"stacks": [object.remove(_stack({}), ["DriftInformation"])], "want": "PASSED not_checked"},
		"one of two not checked": {"stacks": [_stack({}), _stack({"id": "two", "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"}})], "want": "PASSED not_checked"},
		"an update that was rolled back passes": {"stacks": [_stack({"StackStatus": "UPDATE_ROLLBACK_COMPLETE"})], "want": "PASSED in_sync"},
		"drifted fails": {"stacks": [_stack({"DriftInformation": {"StackDriftStatus": "DRIFTED"}})], "want": "FAILED drifted"},
		"one of two drifted fails": {"stacks": [_stack({}), _stack({"id": "two", "DriftInformation": {"StackDriftStatus": "DRIFTED"}})], "want": "FAILED drifted"},
		"a failed update fails": {"stacks": [_stack({"StackStatus": "UPDATE_ROLLBACK_FAILED"})], "want": "FAILED failed"},
		"a creation that was rolled back fails": {"stacks": [_stack({"StackStatus": "ROLLBACK_COMPLETE"})], "want": "FAILED failed"},
		"a failure comes before drift": {"stacks": [_stack({"StackStatus": "DELETE_FAILED", "DriftInformation": {"StackDriftStatus": "DRIFTED"}})], "want": "FAILED failed"},
		"a failure comes before what is not checked": {"stacks": [_stack({"StackStatus": "DELETE_FAILED", "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"}})], "want": "FAILED failed"},
		"drift comes before what is not checked": {"stacks": [_stack({"DriftInformation": {"StackDriftStatus": "DRIFTED"}}), _stack({"id": "two", "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"}})], "want": "FAILED drifted"},
		"the drift of other stacks does not matter": {"stacks": [_stack({}), _stack({"id": "two", "Description": "x", "StackName": "other", "DriftInformation": {"StackDriftStatus": "DRIFTED"}})], "want": "PASSED in_sync"},
		"whether other stacks were checked does not matter": {"stacks": [_stack({}), _stack({"id": "two", "Description": "x", "StackName": "other", "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"}})], "want": "PASSED in_sync"},
		"other stacks do not matter": {"stacks": [_stack({}), _stack({"id": "two", "Description": "x", "StackName": "other", "StackStatus": "CREATE_FAILED"})], "want": "PASSED in_sync"},
		"no stack of BLEA": {"stacks": [_stack({"Description": "x", "StackName": "other"})], "want": "NOT_APPLICABLE absent"},
		"a stack of another Region": {"stacks": [_stack({"region": "us-east-1"})], "want": "NOT_APPLICABLE absent"},
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
