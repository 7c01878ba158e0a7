package collectors

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"kijun/scanner/collect"
)

// queue is all that the listing has: a URL, whose last part is the queue's name.
type queue struct{ QueueUrl string }

// sqs.queues: queues with their attributes (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html).
// Without a page size the listing ends after a thousand queues and does not say so. A queue that never had a policy has no attribute
// of this name.
var _ = collect.Register(collect.Collector{
	Key: "sqs.queues", Type: "AWS::SQS::Queue",
	List: "sqs:ListQueues", Element: queue{},
	Details: []collect.Detail{
		{Operation: "sqs:GetQueueAttributes", Output: sqs.GetQueueAttributesOutput{}},
		{Operation: "sqs:ListQueueTags", Output: sqs.ListQueueTagsOutput{}},
	},
	Keys: map[string][]string{"GetQueueAttributes.Attributes": {
		"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible", "ContentBasedDeduplication",
		"CreatedTimestamp", "DeduplicationScope", "DelaySeconds", "FifoQueue", "FifoThroughputLimit", "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId",
		"LastModifiedTimestamp", "MaximumMessageSize", "MessageRetentionPeriod", "Policy", "QueueArn", "ReceiveMessageWaitTimeSeconds",
		"RedriveAllowPolicy", "RedrivePolicy", "SqsManagedSseEnabled", "VisibilityTimeout",
	}},
	JSON: []string{"GetQueueAttributes.Attributes.Policy", "GetQueueAttributes.Attributes.RedriveAllowPolicy", "GetQueueAttributes.Attributes.RedrivePolicy"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := sqs.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, sqs.NewListQueuesPaginator(svc, &sqs.ListQueuesInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, url := range page.QueueUrls {
				arn := t.Arn("sqs", t.Region, url[strings.LastIndexByte(url, '/')+1:])
				el := out.Add(arn, arn, queue{url})
				collect.Ask(el, svc.GetQueueAttributes, &sqs.GetQueueAttributesInput{QueueUrl: aws.String(url), AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll}})
				collect.Ask(el, svc.ListQueueTags, &sqs.ListQueueTagsInput{QueueUrl: aws.String(url)})
			}
		}
		return nil
	},
})
