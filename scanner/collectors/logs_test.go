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

func TestDeliveries(t *testing.T) {
	const source, delivery = "arn:aws:logs:ap-northeast-1:111122223333:delivery-source:", "arn:aws:logs:ap-northeast-1:111122223333:delivery:"
	worlds(t, "logs.delivery_sources", map[string]world{
		"two pages": {
			answers: replies{"logs:DescribeDeliverySources": {
				{when: "two", body: `{"deliverySources": [{"name": "b", "arn": "` + source + `b"}]}`},
				{body: `{"deliverySources": [{"name": "a", "arn": "` + source + `a", "logType": "ACCESS_LOGS", "resourceArns": ["arn:aws:cloudfront::111122223333:distribution/E1"]}], "nextToken": "two"}`},
			}},
			ids: []string{source + "a", source + "b"}, has: map[string]any{"LogType": "ACCESS_LOGS", "ResourceArns.0": "arn:aws:cloudfront::111122223333:distribution/E1"},
		},
		"none":   {answers: replies{"logs:DescribeDeliverySources": {{body: `{}`}}}},
		"denied": {answers: replies{"logs:DescribeDeliverySources": denied}, gaps: []string{jp + " - logs:DescribeDeliverySources AccessDenied AccessDeniedException"}},
	})
	worlds(t, "logs.deliveries", map[string]world{
		"two pages": {
			answers: replies{"logs:DescribeDeliveries": {
				{when: "two", body: `{"deliveries": [{"id": "b", "arn": "` + delivery + `b"}]}`},
				{body: `{"deliveries": [{"id": "a", "arn": "` + delivery + `a", "deliverySourceName": "a", "deliveryDestinationType": "S3"}], "nextToken": "two"}`},
			}},
			ids: []string{delivery + "a", delivery + "b"}, has: map[string]any{"DeliverySourceName": "a", "DeliveryDestinationType": "S3"},
		},
		"none":   {answers: replies{"logs:DescribeDeliveries": {{body: `{}`}}}},
		"denied": {answers: replies{"logs:DescribeDeliveries": denied}, gaps: []string{jp + " - logs:DescribeDeliveries AccessDenied AccessDeniedException"}},
	})
}
