package collectors

import (
	"cmp"
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"kijun/scanner/collect"
)

// logs.log_groups: log groups of every class (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html).
// A group without RetentionInDays keeps its events for ever. The field Arn ends in ":*", as IAM policies on streams want it; the
// element's arn does not, as CloudTrail, tags and other services write it with and without.
var _ = collect.Register(collect.Collector{
	Key: "logs.log_groups", Type: "AWS::Logs::LogGroup", Evidence: true,
	List: "logs:DescribeLogGroups", Element: types.LogGroup{},
	Details: []collect.Detail{
		{Operation: "logs:DescribeSubscriptionFilters", Output: cloudwatchlogs.DescribeSubscriptionFiltersOutput{}},
		{Operation: "logs:ListTagsForResource", Output: cloudwatchlogs.ListTagsForResourceOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudwatchlogs.NewFromConfig(t.Config)
		in := &cloudwatchlogs.DescribeLogGroupsInput{Limit: aws.Int32(50)}
		for page, err := range collect.Pages(ctx, cloudwatchlogs.NewDescribeLogGroupsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, group := range page.LogGroups {
				arn := cmp.Or(aws.ToString(group.LogGroupArn), strings.TrimSuffix(aws.ToString(group.Arn), ":*"))
				el := out.Add(arn, arn, group)
				collect.AskPages(el, cloudwatchlogs.NewDescribeSubscriptionFiltersPaginator(svc, &cloudwatchlogs.DescribeSubscriptionFiltersInput{LogGroupName: group.LogGroupName}))
				collect.Ask(el, svc.ListTagsForResource, &cloudwatchlogs.ListTagsForResourceInput{ResourceArn: aws.String(arn)})
			}
		}
		return nil
	},
})

// logs.metric_filters: metric filters of all log groups: the one list that needs no group
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html). A filter's name is unique within
// its group only, and it has no ARN, so its id is region|group|name; a group's name cannot contain a "|".
var _ = collect.Register(collect.Collector{
	Key: "logs.metric_filters", Type: "AWS::Logs::MetricFilter", Evidence: true,
	List: "logs:DescribeMetricFilters", Element: types.MetricFilter{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudwatchlogs.NewFromConfig(t.Config)
		in := &cloudwatchlogs.DescribeMetricFiltersInput{Limit: aws.Int32(50)}
		for page, err := range collect.Pages(ctx, cloudwatchlogs.NewDescribeMetricFiltersPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, filter := range page.MetricFilters {
				out.Add(t.Region+"|"+aws.ToString(filter.LogGroupName)+"|"+aws.ToString(filter.FilterName), "", filter)
			}
		}
		return nil
	},
})

// logs.delivery_sources: what AWS services hand to CloudWatch Logs to deliver: ResourceArns name the resource, LogType the kind of log. The
// sources of CloudFront are in us-east-1 (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html).
var _ = collect.Register(collect.Collector{
	Key: "logs.delivery_sources", Type: "AWS::Logs::DeliverySource", Evidence: true,
	List: "logs:DescribeDeliverySources", Element: types.DeliverySource{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudwatchlogs.NewFromConfig(t.Config)
		in := &cloudwatchlogs.DescribeDeliverySourcesInput{Limit: aws.Int32(50)}
		for page, err := range collect.Pages(ctx, cloudwatchlogs.NewDescribeDeliverySourcesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, source := range page.DeliverySources {
				out.Add(aws.ToString(source.Arn), aws.ToString(source.Arn), source)
			}
		}
		return nil
	},
})

// logs.deliveries: from which source to which destination logs are delivered. A source without a delivery delivers nothing.
var _ = collect.Register(collect.Collector{
	Key: "logs.deliveries", Type: "AWS::Logs::Delivery", Evidence: true,
	List: "logs:DescribeDeliveries", Element: types.Delivery{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudwatchlogs.NewFromConfig(t.Config)
		in := &cloudwatchlogs.DescribeDeliveriesInput{Limit: aws.Int32(50)}
		for page, err := range collect.Pages(ctx, cloudwatchlogs.NewDescribeDeliveriesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, delivery := range page.Deliveries {
				out.Add(aws.ToString(delivery.Arn), aws.ToString(delivery.Arn), delivery)
			}
		}
		return nil
	},
})
