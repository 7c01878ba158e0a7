package lib.blea_stacks_test

import data.lib.blea_stacks

test_marks[name] if {
	some name, tc in {
		"description": {"stack": {"Description": "x (uksb-1tupboc58) (tag:blea-gov-base-ct)"}, "want": {"s"}},
		"half a description": {"stack": {"Description": "x (tag:blea-gov-base-ct)"}, "want": set()},
		"tag": {"stack": {"Tags": [{"Key": "Environment", "Value": "x"}, {"Key": "Repository", "Value": "aws-samples/baseline-environment-on-aws"}]}, "want": {"s"}},
		"the tag's value under another key": {"stack": {"Tags": [{"Key": "Source", "Value": "aws-samples/baseline-environment-on-aws"}]}, "want": set()},
		"name": {"stack": {"StackName": "BLEA-Trail"}, "want": {"s"}},
		"the name inside another": {"stack": {"StackName": "my-BLEA-Trail"}, "want": set()},
		"nothing": {"stack": {}, "want": set()},
	}
	got := blea_stacks.marked with input.cloudformation.stacks as [object.union({"id": "s"}, tc.stack)]
	got == tc.want
}

test_guests[name] if {
	some name, tc in {
		"the EC2 sample": {"stacks": ["x (uksb-1tupboc58) (tag:blea-guest-ec2-app-sample)"], "want": {"guest-ec2"}},
		"a part of the ECS sample": {"stacks": ["x (uksb-1tupboc58) (tag:blea-guest-ecs-app-sample-frontend)"], "want": {"guest-ecs"}},
		"the serverless sample": {"stacks": ["(tag:blea-guest-serverless-api-sample)"], "want": {"guest-serverless"}},
		"two samples": {"stacks": ["(tag:blea-guest-ec2-app-sample)", "(tag:blea-guest-serverless-api-sample)"], "want": {"guest-ec2", "guest-serverless"}},
		"a governance base": {"stacks": ["(tag:blea-gov-base-standalone)"], "want": set()},
		"the words without the mark": {"stacks": ["blea-guest-ec2-app-sample"], "want": set()},
		"no description": {"stacks": [null], "want": set()},
	}
	got := blea_stacks.guests with input.cloudformation.stacks as [stack |
		some i, description in tc.stacks
		stack := {"id": sprintf("s%d", [i]), "Description": description}
		description != null
	]
	got == tc.want
}

test_states[state] if {
	some state, want in {
		"CREATE_COMPLETE": [true, false],
		"UPDATE_COMPLETE": [true, false],
		"IMPORT_COMPLETE": [true, false],
		"UPDATE_ROLLBACK_COMPLETE": [true, false],
		"ROLLBACK_COMPLETE": [false, true],
		"ROLLBACK_FAILED": [false, true],
		"ROLLBACK_IN_PROGRESS": [false, true],
		"CREATE_FAILED": [false, true],
		"DELETE_COMPLETE": [false, false],
		"UPDATE_IN_PROGRESS": [false, false],
	}
	complete := blea_stacks.complete with input.cloudformation.stacks as [{"id": "s", "StackStatus": state}]
	failed := blea_stacks.failed with input.cloudformation.stacks as [{"id": "s", "StackStatus": state}]
	["s" in complete, "s" in failed] == want
}

test_drift[status] if {
	some status, want in {"DRIFTED": [true, false], "IN_SYNC": [false, true], "NOT_CHECKED": [false, false], "UNKNOWN": [false, false]}
	drifted := blea_stacks.drifted with input.cloudformation.stacks as [{"id": "s", "DriftInformation": {"StackDriftStatus": status}}]
	in_sync := blea_stacks.in_sync with input.cloudformation.stacks as [{"id": "s", "DriftInformation": {"StackDriftStatus": status}}]
	["s" in drifted, "s" in in_sync] == want
}
