// Package collectors declares what kijun reads, one file for each AWS service.
package collectors

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"kijun/scanner/collect"
)

// sns.topics: topics with their attributes (https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html) and subscriptions.
// The listing has only ARNs. A subscription that nobody has confirmed has the ARN "PendingConfirmation", and no attributes.
var _ = collect.Register(collect.Collector{
	Key: "sns.topics", Type: "AWS::SNS::Topic", Evidence: true,
	List: "sns:ListTopics", Element: types.Topic{},
	Details: []collect.Detail{
		{Operation: "sns:GetTopicAttributes", Output: sns.GetTopicAttributesOutput{}},
		{Operation: "sns:ListSubscriptionsByTopic", Output: sns.ListSubscriptionsByTopicOutput{}},
		{Operation: "sns:ListTagsForResource", Output: sns.ListTagsForResourceOutput{}},
	},
	Keys: map[string][]string{"GetTopicAttributes.Attributes": {
		"ArchivePolicy", "BeginningArchiveTime", "ContentBasedDeduplication", "DeliveryPolicy", "DisplayName", "EffectiveDeliveryPolicy", "FifoThroughputScope",
		"FifoTopic", "KmsMasterKeyId", "Owner", "Policy", "SignatureVersion", "SubscriptionsConfirmed", "SubscriptionsDeleted", "SubscriptionsPending",
		"TopicArn", "TracingConfig",
	}},
	JSON: []string{"GetTopicAttributes.Attributes.Policy"},
	// an endpoint is a person's address, or a URL that often carries a token
	Secret: []string{"ListSubscriptionsByTopic.Subscriptions.Endpoint"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := sns.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, sns.NewListTopicsPaginator(svc, &sns.ListTopicsInput{})) {
			if err != nil {
				return err
			}
			for _, topic := range page.Topics {
				arn := aws.ToString(topic.TopicArn)
				el := out.Add(arn, arn, topic)
				collect.Ask(el, svc.GetTopicAttributes, &sns.GetTopicAttributesInput{TopicArn: topic.TopicArn})
				collect.AskPages(el, sns.NewListSubscriptionsByTopicPaginator(svc, &sns.ListSubscriptionsByTopicInput{TopicArn: topic.TopicArn}))
				collect.Ask(el, svc.ListTagsForResource, &sns.ListTagsForResourceInput{ResourceArn: topic.TopicArn})
			}
		}
		return nil
	},
})

// sns.subscriptions: confirmed subscriptions with their attributes
// (https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html). A filter policy, which the listing does not show, can keep
// every message from a subscriber; it looks at the message's attributes unless FilterPolicyScope says MessageBody. What nobody has confirmed
// has no ARN, and so no attributes: sns.topics shows it. An endpoint is a person's address, or a URL that often carries a token, so
// only a URL's host is kept: it tells a chat service from other receivers.
var _ = collect.Register(collect.Collector{
	Key: "sns.subscriptions", Type: "AWS::SNS::Subscription", Evidence: true,
	List: "sns:ListSubscriptions", Element: types.Subscription{},
	Details: []collect.Detail{{Operation: "sns:GetSubscriptionAttributes", Output: sns.GetSubscriptionAttributesOutput{}}},
	Keys: map[string][]string{"GetSubscriptionAttributes.Attributes": {
		"ConfirmationWasAuthenticated", "DeliveryPolicy", "EffectiveDeliveryPolicy", "Endpoint", "FilterPolicy", "FilterPolicyScope", "Owner",
		"PendingConfirmation", "Protocol", "RawMessageDelivery", "RedrivePolicy", "ReplayPolicy", "ReplayStatus", "SubscriptionArn",
		"SubscriptionPrincipal", "SubscriptionRoleArn", "TopicArn",
	}},
	JSON:   []string{"GetSubscriptionAttributes.Attributes.FilterPolicy"},
	Secret: []string{"GetSubscriptionAttributes.Attributes.Endpoint"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := sns.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, sns.NewListSubscriptionsPaginator(svc, &sns.ListSubscriptionsInput{})) {
			if err != nil {
				return err
			}
			for _, subscription := range page.Subscriptions {
				arn := aws.ToString(subscription.SubscriptionArn)
				if !strings.HasPrefix(arn, "arn:") {
					continue // "PendingConfirmation" or "Deleted"
				}
				if subscription.Endpoint != nil {
					subscription.Endpoint = aws.String(hostOnly(*subscription.Endpoint))
				}
				el := out.Add(arn, arn, subscription)
				collect.Ask(el, svc.GetSubscriptionAttributes, &sns.GetSubscriptionAttributesInput{SubscriptionArn: subscription.SubscriptionArn})
			}
		}
		return nil
	},
})
