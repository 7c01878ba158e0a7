package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/notifications"
	"github.com/aws/aws-sdk-go-v2/service/notifications/types"

	"kijun/scanner/collect"
)

// notifyRegion is where AWS User Notifications keeps its configurations, whatever regions their rules watch
// (https://docs.aws.amazon.com/notifications/latest/userguide/notification-hubs.html).
const notifyRegion = "us-east-1"

// notifications.configurations: AWS User Notifications' configurations, with their event rules and channels. A rule is in force in
// the regions for which StatusSummaryByRegion says ACTIVE, and an empty EventPattern lets all events of Source and EventType
// through. The EventBridge rules that stand for it (ManagedRules) are listed in events.rules too, as managed ones. The
// ARN of a channel says what it is: an e-mail contact, a chat configuration or a device.
var _ = collect.Register(collect.Collector{
	Key: "notifications.configurations", Type: "AWS::Notifications::NotificationConfiguration", Scope: collect.Global,
	List: "notifications:ListNotificationConfigurations", Element: types.NotificationConfigurationStructure{},
	Details: []collect.Detail{
		{Operation: "notifications:ListEventRules", Output: notifications.ListEventRulesOutput{}},
		{Operation: "notifications:ListChannels", Output: notifications.ListChannelsOutput{}},
	},
	JSON: []string{"ListEventRules.EventRules.EventPattern"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		if t.Partition != "aws" {
			return nil // the service is not offered elsewhere
		}
		svc := notifications.NewFromConfig(t.In(notifyRegion))
		in := &notifications.ListNotificationConfigurationsInput{MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, notifications.NewListNotificationConfigurationsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, configuration := range page.NotificationConfigurations {
				arn := aws.ToString(configuration.Arn)
				el := out.Add(arn, arn, configuration)
				collect.AskPages(el, notifications.NewListEventRulesPaginator(svc, &notifications.ListEventRulesInput{NotificationConfigurationArn: configuration.Arn}))
				collect.AskPages(el, notifications.NewListChannelsPaginator(svc, &notifications.ListChannelsInput{NotificationConfigurationArn: configuration.Arn}))
			}
		}
		return nil
	},
})

// notifications.managed: notifications that AWS has set up itself, AWS Health's among them, with who gets them. Each account has
// them; without an association nobody is told. The account's contacts are channels with names (ACCOUNT_PRIMARY), others have ARNs.
var _ = collect.Register(collect.Collector{
	Key: "notifications.managed", Type: "AWS::Notifications::ManagedNotificationConfiguration", Scope: collect.Global,
	List: "notifications:ListManagedNotificationConfigurations", Element: types.ManagedNotificationConfigurationStructure{},
	Details: []collect.Detail{
		{Operation: "notifications:ListManagedNotificationChannelAssociations", Output: notifications.ListManagedNotificationChannelAssociationsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		if t.Partition != "aws" {
			return nil // the service is not offered elsewhere
		}
		svc := notifications.NewFromConfig(t.In(notifyRegion))
		in := &notifications.ListManagedNotificationConfigurationsInput{MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, notifications.NewListManagedNotificationConfigurationsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, configuration := range page.ManagedNotificationConfigurations {
				arn := aws.ToString(configuration.Arn)
				el := out.Add(arn, arn, configuration)
				collect.AskPages(el, notifications.NewListManagedNotificationChannelAssociationsPaginator(svc,
					&notifications.ListManagedNotificationChannelAssociationsInput{ManagedNotificationConfigurationArn: configuration.Arn}))
			}
		}
		return nil
	},
})
