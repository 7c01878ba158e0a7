package collectors

import "testing"

func TestLogGroups(t *testing.T) {
	const arn = "arn:aws:logs:ap-northeast-1:111122223333:log-group:"
	const list, subscriptions, tags = "logs:DescribeLogGroups", "logs:DescribeSubscriptionFilters", "logs:ListTagsForResource"
	listed := []reply{
		{when: `"nextToken":"page-2"`, body: `{"logGroups": [{"logGroupName": "/new", "arn": "` + arn + `/new:*", "logGroupArn": "` + arn + `/new", "kmsKeyId": "k"}]}`},
		{body: `{"logGroups": [{"logGroupName": "/trail", "arn": "` + arn + `/trail:*", "retentionInDays": 90, "logGroupClass": "STANDARD"}], "nextToken": "page-2"}`},
	}
	none := []reply{{body: `{}`}}
	worlds(t, "logs.log_groups", map[string]world{
		"two pages, and pages of filters": {
			answers: replies{list: listed, tags: {{body: `{"tags": {"team": "sec"}}`}}, subscriptions: {
				{when: `"nextToken":"more"`, body: `{"subscriptionFilters": [{"filterName": "two"}]}`},
				{when: `"logGroupName":"/trail"`, body: `{"subscriptionFilters": [{"filterName": "one", "destinationArn": "arn:aws:lambda:ap-northeast-1:111122223333:function:f"}], "nextToken": "more"}`},
				none[0],
			}},
			ids: []string{arn + "/new", arn + "/trail"},
			has: map[string]any{"arn": arn + "/new", "KmsKeyId": "k", "RetentionInDays": nil, "DescribeSubscriptionFilters.NextToken": nil, "ListTagsForResource.Tags.team": "sec"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "arn", elements[1]["arn"], arn+"/trail")
				expect(t, "retention", elements[1]["RetentionInDays"], 90)
				expect(t, "filter", at(elements[1], "DescribeSubscriptionFilters.SubscriptionFilters.0.FilterName"), "one")
				expect(t, "filter", at(elements[1], "DescribeSubscriptionFilters.SubscriptionFilters.1.FilterName"), "two")
			},
		},
		"one group is denied": {
			answers: replies{list: listed, tags: none, subscriptions: {{when: "/trail", code: "AccessDeniedException"}, none[0]}},
			ids:     []string{arn + "/new", arn + "/trail"},
			gaps:    []string{jp + " " + arn + "/trail " + subscriptions + " AccessDenied AccessDeniedException"},
		},
		"one group is gone": {
			answers: replies{list: listed, tags: none, subscriptions: {{when: "/trail", code: "ResourceNotFoundException"}, none[0]}},
			ids:     []string{arn + "/new"},
		},
		"none":   {answers: replies{list: none}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func TestMetricFilters(t *testing.T) {
	const list = "logs:DescribeMetricFilters"
	worlds(t, "logs.metric_filters", map[string]world{
		"two pages, the same name in two groups and two regions": {
			answers: replies{list: {
				{when: `"nextToken":"page-2"`, body: `{"metricFilters": [{"filterName": "root", "logGroupName": "/other"}]}`},
				{body: `{"metricFilters": [{"filterName": "root", "logGroupName": "/trail", "filterPattern": "{ $.userIdentity.type = \"Root\" }",
					"metricTransformations": [{"metricName": "RootUserPolicyEventCount", "metricNamespace": "CloudTrailMetrics", "metricValue": "1"}]}], "nextToken": "page-2"}`},
			}},
			regions: []string{us, jp},
			ids:     []string{jp + "|/other|root", jp + "|/trail|root", us + "|/other|root", us + "|/trail|root"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "pattern", elements[1]["FilterPattern"], `{ $.userIdentity.type = "Root" }`)
				expect(t, "metric", at(elements[1], "MetricTransformations.0.MetricName"), "RootUserPolicyEventCount")
				expect(t, "value", at(elements[1], "MetricTransformations.0.MetricValue"), "1")
			},
		},
		"none":   {answers: replies{list: {{body: `{"metricFilters": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
