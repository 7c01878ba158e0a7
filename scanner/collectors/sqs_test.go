package collectors

import "testing"

func TestQueues(t *testing.T) {
	const host, arn = "https://sqs.ap-northeast-1.amazonaws.com/111122223333/", "arn:aws:sqs:ap-northeast-1:111122223333:"
	worlds(t, "sqs.queues", map[string]world{
		"two pages": {
			answers: replies{
				"sqs:ListQueues": {
					{when: `"NextToken":"two"`, body: `{"QueueUrls": ["` + host + `jobs.fifo"]}`},
					{when: `"MaxResults":1000`, body: `{"QueueUrls": ["` + host + `orders"], "NextToken": "two"}`},
				},
				"sqs:GetQueueAttributes": {
					{when: "jobs.fifo", code: "AccessDeniedException"},
					{when: `"AttributeNames":["All"]`, body: `{"Attributes": {"QueueArn": "` + arn + `orders", "SqsManagedSseEnabled": "true", "Unheard": "of",
						"Policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\"}]}", "RedrivePolicy": "{\"maxReceiveCount\": 5}"}}`},
				},
				"sqs:ListQueueTags": {{when: "jobs.fifo", body: `{}`}, {body: `{"Tags": {"team": "x"}}`}},
			},
			ids:  []string{arn + "jobs.fifo", arn + "orders"},
			gaps: []string{jp + " " + arn + "jobs.fifo sqs:GetQueueAttributes AccessDenied AccessDeniedException"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				for path, want := range map[string]any{
					"arn": arn + "orders", "QueueUrl": host + "orders", "ListQueueTags.Tags.team": "x",
					"GetQueueAttributes.Attributes.Policy.Statement.0.Principal": "*", "GetQueueAttributes.Attributes.RedrivePolicy.maxReceiveCount": 5,
					"GetQueueAttributes.Attributes.SqsManagedSseEnabled": "true", "GetQueueAttributes.Attributes.Other.Unheard": "of",
				} {
					expect(t, path, at(elements[1], path), want)
				}
			},
		},
		"a queue that went in between is not there": {
			answers: replies{
				"sqs:ListQueues": {{body: `{"QueueUrls": ["` + host + `orders"]}`}}, "sqs:GetQueueAttributes": {{code: "AWS.SimpleQueueService.NonExistentQueue"}},
				"sqs:ListQueueTags": {{code: "QueueDoesNotExist"}},
			},
		},
		"none":   {answers: replies{"sqs:ListQueues": {{body: `{}`}}}},
		"denied": {answers: replies{"sqs:ListQueues": denied}, gaps: []string{jp + " - sqs:ListQueues AccessDenied AccessDeniedException"}},
	})
}
