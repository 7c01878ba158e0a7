package collectors

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"kijun/scanner/collect"
)

// alarms asks for alarms of one kind: of all kinds together DescribeAlarms would page through the one and then the other, and asked
// for none in particular it gives metric alarms only (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html).
func alarms(t *collect.Target, kind types.AlarmType) *cloudwatch.DescribeAlarmsPaginator {
	in := &cloudwatch.DescribeAlarmsInput{AlarmTypes: []types.AlarmType{kind}, MaxRecords: aws.Int32(100)}
	return cloudwatch.NewDescribeAlarmsPaginator(cloudwatch.NewFromConfig(t.Config), in)
}

// cloudwatch.alarms: alarms on metrics. An alarm with a metric of its own has Namespace, MetricName, Dimensions, Period and Statistic; one
// on metric math or on other accounts' metrics has Metrics instead. INSUFFICIENT_DATA is the resting state of an alarm on a
// metric filter that seldom matches.
var _ = collect.Register(collect.Collector{
	Key: "cloudwatch.alarms", Type: "AWS::CloudWatch::Alarm", Evidence: true,
	List: "cloudwatch:DescribeAlarms", Element: types.MetricAlarm{},
	JSON: []string{"StateReasonData"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		for page, err := range collect.Pages(ctx, alarms(t, types.AlarmTypeMetricAlarm)) {
			if err != nil {
				return err
			}
			for _, alarm := range page.MetricAlarms {
				out.Add(aws.ToString(alarm.AlarmArn), aws.ToString(alarm.AlarmArn), alarm)
			}
		}
		return nil
	},
})

// cloudwatch.composite_alarms: alarms on the states of other alarms; AlarmRule is an expression over their names or ARNs. While the
// ActionsSuppressor is in ALARM, nobody is told.
var _ = collect.Register(collect.Collector{
	Key: "cloudwatch.composite_alarms", Type: "AWS::CloudWatch::CompositeAlarm", Evidence: true,
	List: "cloudwatch:DescribeAlarms", Element: types.CompositeAlarm{},
	JSON: []string{"StateReasonData"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		for page, err := range collect.Pages(ctx, alarms(t, types.AlarmTypeCompositeAlarm)) {
			if err != nil {
				return err
			}
			for _, alarm := range page.CompositeAlarms {
				out.Add(aws.ToString(alarm.AlarmArn), aws.ToString(alarm.AlarmArn), alarm)
			}
		}
		return nil
	},
})

// cloudwatch.alarm_mute_rules: times at which alarms change their state and tell nobody. The listing says neither which alarms nor
// when: GetAlarmMuteRule does (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetAlarmMuteRule.html), and
// takes the name, which the listing has only as the end of the ARN.
var _ = collect.Register(collect.Collector{
	Key: "cloudwatch.alarm_mute_rules", Type: "AWS::CloudWatch::AlarmMuteRule", Evidence: true,
	List: "cloudwatch:ListAlarmMuteRules", Element: types.AlarmMuteRuleSummary{},
	Details: []collect.Detail{{Operation: "cloudwatch:GetAlarmMuteRule", Output: cloudwatch.GetAlarmMuteRuleOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudwatch.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, cloudwatch.NewListAlarmMuteRulesPaginator(svc, &cloudwatch.ListAlarmMuteRulesInput{})) {
			if err != nil {
				return err
			}
			for _, rule := range page.AlarmMuteRuleSummaries {
				arn := aws.ToString(rule.AlarmMuteRuleArn)
				_, name, _ := strings.Cut(arn, ":alarm-mute-rule:")
				el := out.Add(arn, arn, rule)
				collect.Ask(el, svc.GetAlarmMuteRule, &cloudwatch.GetAlarmMuteRuleInput{AlarmMuteRuleName: aws.String(name)})
			}
		}
		return nil
	},
})

// cloudwatch.dashboards: dashboards, which show in every region and belong to none; the listing is the same wherever it is asked.
var _ = collect.Register(collect.Collector{
	Key: "cloudwatch.dashboards", Type: "AWS::CloudWatch::Dashboard", Scope: collect.Global,
	List: "cloudwatch:ListDashboards", Element: types.DashboardEntry{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudwatch.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, cloudwatch.NewListDashboardsPaginator(svc, &cloudwatch.ListDashboardsInput{})) {
			if err != nil {
				return err
			}
			for _, dashboard := range page.DashboardEntries {
				arn := aws.ToString(dashboard.DashboardArn)
				out.Add(arn, arn, dashboard)
			}
		}
		return nil
	},
})
