package controls.d16_double_negation

import data.lib.result

findings contains result.pass(input.account, "ok", {}, []) if not _problem

findings contains result.fail(input.account, "bad", {}, []) if _problem

_problem if {
	some trail in input.cloudtrail.trails
	not _watched(trail)
}

_watched(trail) if {
	some filter in input.logs.metric_filters
	filter.LogGroupArn == trail.LogGroupArn
	not _muted[filter.MetricName]
}

_muted[alarm.MetricName] if {
	some alarm in input.cloudwatch.alarms
	not _reaches(alarm)
}

_reaches(alarm) if alarm.AlarmActions[_] in {topic.arn | some topic in input.sns.topics}
