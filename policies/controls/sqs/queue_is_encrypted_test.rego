package controls.sqs.queue_is_encrypted_test

import data.controls.sqs.queue_is_encrypted as control

_queue(attributes) := {
	"id": "arn:aws:sqs:ap-northeast-1:111122223333:q",
	"region": "ap-northeast-1",
	"QueueUrl": "https://sqs.ap-northeast-1.amazonaws.com/111122223333/q",
	"GetQueueAttributes": {"Attributes": attributes},
}

test_queue_is_encrypted[name] if {
	some name, tc in {
		"a KMS key": {"attributes": {"KmsMasterKeyId": "alias/aws/sqs", "SqsManagedSseEnabled": "false"}, "want": ["PASSED", "kms"]},
		"keys of SQS": {"attributes": {"SqsManagedSseEnabled": "true"}, "want": ["PASSED", "sqs"]},
		"both": {"attributes": {"KmsMasterKeyId": "alias/aws/sqs", "SqsManagedSseEnabled": "true"}, "want": ["PASSED", "kms"]},
		"off": {"attributes": {"SqsManagedSseEnabled": "false"}, "want": ["FAILED", "plain"]},
		"an empty key": {"attributes": {"KmsMasterKeyId": "", "SqsManagedSseEnabled": "false"}, "want": ["FAILED", "plain"]},
		"nothing told": {"attributes": {}, "want": ["FAILED", "plain"]},
	}
	got := control.findings with input.sqs.queues as [_queue(tc.attributes)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_encrypts_the_queue if {
	steps := control.plan with input.sqs.queues as [_queue({"SqsManagedSseEnabled": "false"}), object.union(_queue({"KmsMasterKeyId": "k"}), {"id": "other"})]
	[step.calls[0].params | some step in steps] == [{"QueueUrl": "https://sqs.ap-northeast-1.amazonaws.com/111122223333/q", "Attributes": {"SqsManagedSseEnabled": "true"}}]
}
