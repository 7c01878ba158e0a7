package collectors

import "testing"

const alarmArn = "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:"

func TestAlarms(t *testing.T) {
	const op = "cloudwatch:DescribeAlarms"
	worlds(t, "cloudwatch.alarms", map[string]world{
		"two pages": {
			answers: replies{op: {
				{when: "page-2", body: `{"MetricAlarms": [{"AlarmName": "b", "AlarmArn": "` + alarmArn + `b"}]}`},
				{when: "MetricAlarm", body: `{"MetricAlarms": [{"AlarmName": "a", "AlarmArn": "` + alarmArn + `a", "StateReasonData": "{\"version\": \"1.0\"}"}], "NextToken": "page-2"}`},
			}},
			ids: []string{alarmArn + "a", alarmArn + "b"},
			has: map[string]any{"arn": alarmArn + "a", "type": "AWS::CloudWatch::Alarm", "StateReasonData.version": "1.0"},
		},
		"none":   {answers: replies{op: {{body: `{}`}}}},
		"denied": {answers: replies{op: denied}, gaps: []string{jp + " - " + op + " AccessDenied AccessDeniedException"}},
	})
	worlds(t, "cloudwatch.composite_alarms", map[string]world{
		"two pages": {
			answers: replies{op: {
				{when: "page-2", body: `{"CompositeAlarms": [{"AlarmName": "b", "AlarmArn": "` + alarmArn + `b"}]}`},
				{when: "CompositeAlarm", body: `{"CompositeAlarms": [{"AlarmName": "a", "AlarmArn": "` + alarmArn + `a", "AlarmRule": "ALARM(root)", "ActionsSuppressor": "quiet"}], "NextToken": "page-2"}`},
			}},
			ids: []string{alarmArn + "a", alarmArn + "b"},
			has: map[string]any{"arn": alarmArn + "a", "AlarmRule": "ALARM(root)", "ActionsSuppressor": "quiet"},
		},
		"none":   {answers: replies{op: {{body: `{}`}}}},
		"denied": {answers: replies{op: denied}, gaps: []string{jp + " - " + op + " AccessDenied AccessDeniedException"}},
	})
}

func TestAlarmMuteRules(t *testing.T) {
	const list, get, arn = "cloudwatch:ListAlarmMuteRules", "cloudwatch:GetAlarmMuteRule", "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm-mute-rule:"
	listed := []reply{
		{when: "page-2", body: `{"AlarmMuteRuleSummaries": [{"AlarmMuteRuleArn": "` + arn + `upgrade", "Status": "EXPIRED"}]}`},
		{body: `{"AlarmMuteRuleSummaries": [{"AlarmMuteRuleArn": "` + arn + `nightly", "Status": "ACTIVE", "MuteType": "RECURRING"}], "NextToken": "page-2"}`},
	}
	worlds(t, "cloudwatch.alarm_mute_rules", map[string]world{
		"two pages": {
			answers: replies{list: listed, get: {
				{when: "nightly", body: `{"Name": "nightly", "MuteTargets": {"AlarmNames": ["root"]}, "Rule": {"Schedule": {"Expression": "cron(0 0 * * *)", "Duration": "PT1H"}}}`},
				{when: "upgrade", body: `{"Name": "upgrade"}`},
			}},
			ids: []string{arn + "nightly", arn + "upgrade"},
			has: map[string]any{"Status": "ACTIVE", "GetAlarmMuteRule.MuteTargets.AlarmNames": []string{"root"}, "GetAlarmMuteRule.Rule.Schedule.Duration": "PT1H"},
		},
		"one is denied": {
			answers: replies{list: listed, get: {{when: "nightly", code: "AccessDeniedException"}, {body: `{}`}}},
			ids:     []string{arn + "nightly", arn + "upgrade"},
			gaps:    []string{jp + " " + arn + "nightly " + get + " AccessDenied AccessDeniedException"},
		},
		"none":   {answers: replies{list: {{body: `{}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

// An alarm on metric math has its metrics in a list; cloudwatch.alarms.json pins the form of the others.
func TestAlarmsMetricMath(t *testing.T) {
	worlds(t, "cloudwatch.alarms", map[string]world{"math": {
		answers: replies{"cloudwatch:DescribeAlarms": {{body: `{"MetricAlarms": [{
			"AlarmName": "sum", "AlarmArn": "` + alarmArn + `sum", "ActionsEnabled": false, "Threshold": 2.5, "TreatMissingData": "notBreaching",
			"Metrics": [
				{"Id": "m1", "ReturnData": false, "AccountId": "444455556666", "MetricStat": {"Stat": "Sum", "Period": 60, "Metric": {"Namespace": "N", "MetricName": "M"}}},
				{"Id": "e1", "ReturnData": true, "Expression": "m1 * 2"}
			]}]}`}}},
		ids: []string{alarmArn + "sum"},
		has: map[string]any{
			"ActionsEnabled": false, "MetricName": nil, "Period": nil, "Statistic": nil, "TreatMissingData": "notBreaching",
			"Metrics.0.MetricStat.Metric.MetricName": "M", "Metrics.0.AccountId": "444455556666", "Metrics.1.Expression": "m1 * 2",
		},
	}})
}

func TestCompositeAlarmsGolden(t *testing.T) {
	elements, gaps := run(t, "cloudwatch.composite_alarms", nil, fake(t, replies{"cloudwatch:DescribeAlarms": {{body: `{"CompositeAlarms": [{
		"AlarmName": "any", "AlarmArn": "` + alarmArn + `any", "AlarmRule": "ALARM(root) OR ALARM(\"iam policy\")", "ActionsEnabled": true,
		"AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:security"], "OKActions": [], "InsufficientDataActions": [],
		"ActionsSuppressor": "quiet", "ActionsSuppressorWaitPeriod": 120, "ActionsSuppressorExtensionPeriod": 60, "ActionsSuppressedBy": "WaitPeriod",
		"StateValue": "OK", "StateUpdatedTimestamp": {"@time": 1764554584.5}, "StateReasonData": "{\"triggeringAlarms\": []}"
	}]}`}}}))
	expect(t, "gaps", told(gaps), []string{})
	golden(t, "cloudwatch.composite_alarms", elements)
}

func TestDashboards(t *testing.T) {
	const arn = "arn:aws:cloudwatch::111122223333:dashboard/"
	worlds(t, "cloudwatch.dashboards", map[string]world{
		"two pages": {
			answers: replies{"cloudwatch:ListDashboards": {
				{when: "two", body: `{"DashboardEntries": [{"DashboardName": "b", "DashboardArn": "` + arn + `b"}]}`},
				{body: `{"DashboardEntries": [{"DashboardName": "a", "DashboardArn": "` + arn + `a", "Size": 512}], "NextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"}, has: map[string]any{"DashboardName": "a", "region": "global"},
		},
		"none":   {answers: replies{"cloudwatch:ListDashboards": {{body: `{"DashboardEntries": []}`}}}},
		"denied": {answers: replies{"cloudwatch:ListDashboards": {{code: "AccessDenied"}}}, gaps: []string{"global - cloudwatch:ListDashboards AccessDenied AccessDenied"}},
	})
}
