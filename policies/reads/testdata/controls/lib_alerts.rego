package lib.alerts

# Chained rules: confirmed topics, alarms that reach one, filters with such an alarm, log groups, trails.
_topics contains topic.arn if {
	some topic in input.sns.topics
	some sub in topic.ListSubscriptions
	sub.Confirmed
}

_alarms[alarm.region] contains alarm.MetricName if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	action in _topics
}

_groups contains [filter.region, filter.LogGroupArn] if {
	some filter in input.logs.metric_filters
	filter.MetricName in _alarms[filter.region]
}

trails contains trail if {
	some trail in input.cloudtrail.trails
	trail.GetTrailStatus.IsLogging
	[trail.region, trail.LogGroupArn] in _groups
}

# A verdict made here, by a chain.
judge(topic) := result if {
	topic.GetTopicAttributes.KmsMasterKeyId == "k"
	result := data.lib.result.pass(topic, "own_key", {}, [])
} else := data.lib.result.warn(topic, "empty_key", {}, []) if {
	topic.GetTopicAttributes.KmsMasterKeyId == ""
} else := data.lib.result.fail(topic, "no_key", {}, [])
