package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/chatbot"
	"github.com/aws/aws-sdk-go-v2/service/chatbot/types"

	"kijun/scanner/collect"
)

// chatClient speaks to Amazon Q Developer in chat applications, which was AWS Chatbot and kept its API. The API answers in us-east-2,
// us-west-2, ap-southeast-1 and eu-west-1 only (https://docs.aws.amazon.com/chatbot/latest/APIReference/Welcome.html), each of them
// for the whole account, whatever regions the topics are in. There is none in other partitions, and so nothing to list.
func chatClient(t *collect.Target) (svc *chatbot.Client, offered bool) {
	return chatbot.NewFromConfig(t.In("us-east-2")), t.Partition == "aws"
}

// chatbot.slack_channels: Slack channels with the topics they are subscribed to, their role and guardrails. No guardrail stands for
// AdministratorAccess, and no State for ENABLED.
var _ = collect.Register(collect.Collector{
	Key: "chatbot.slack_channels", Type: "AWS::Chatbot::SlackChannelConfiguration", Scope: collect.Global,
	List: "chatbot:DescribeSlackChannelConfigurations", Element: types.SlackChannelConfiguration{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc, offered := chatClient(t)
		if !offered {
			return nil
		}
		in := &chatbot.DescribeSlackChannelConfigurationsInput{MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, chatbot.NewDescribeSlackChannelConfigurationsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, channel := range page.SlackChannelConfigurations {
				arn := aws.ToString(channel.ChatConfigurationArn)
				out.Add(arn, arn, channel)
			}
		}
		return nil
	},
})

// chatbot.teams_channels: Microsoft Teams channels, in the same form.
var _ = collect.Register(collect.Collector{
	Key: "chatbot.teams_channels", Type: "AWS::Chatbot::MicrosoftTeamsChannelConfiguration", Scope: collect.Global,
	List: "chatbot:ListMicrosoftTeamsChannelConfigurations", Element: types.TeamsChannelConfiguration{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc, offered := chatClient(t)
		if !offered {
			return nil
		}
		in := &chatbot.ListMicrosoftTeamsChannelConfigurationsInput{MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, chatbot.NewListMicrosoftTeamsChannelConfigurationsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, channel := range page.TeamChannelConfigurations {
				arn := aws.ToString(channel.ChatConfigurationArn)
				out.Add(arn, arn, channel)
			}
		}
		return nil
	},
})

// chatbot.chime_webhooks: Amazon Chime rooms. The webhook's URL is a secret and not in the answer, unless somebody wrote it into the
// description.
var _ = collect.Register(collect.Collector{
	Key: "chatbot.chime_webhooks", Type: "AWS::Chatbot::ChimeWebhookConfiguration", Scope: collect.Global,
	List: "chatbot:DescribeChimeWebhookConfigurations", Element: types.ChimeWebhookConfiguration{},
	Secret: []string{"WebhookDescription"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc, offered := chatClient(t)
		if !offered {
			return nil
		}
		in := &chatbot.DescribeChimeWebhookConfigurationsInput{MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, chatbot.NewDescribeChimeWebhookConfigurationsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, webhook := range page.WebhookConfigurations {
				arn := aws.ToString(webhook.ChatConfigurationArn)
				out.Add(arn, arn, webhook)
			}
		}
		return nil
	},
})
