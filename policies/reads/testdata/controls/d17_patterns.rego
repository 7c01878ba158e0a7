package controls.d17_patterns

import data.lib.result

findings contains result.pass(alarm, "regional", {}, []) if {
	some alarm in input.cloudwatch.alarms
	_regional(alarm)
}

findings contains result.fail(alarm, "elsewhere", {}, []) if {
	some alarm in input.cloudwatch.alarms
	not _regional(alarm)
}

_regional(alarm) if {
	some action in alarm.AlarmActions
	[_, _, "sns", region, account, name] = split(action, ":")
	region == alarm.region
	_names[[name, enabled]]
	enabled == true
	account == data.parameters["D.17"].account
}

_names contains [name, enabled] if {
	some topic in input.sns.topics
	[_, _, _, _, _, name] := split(topic.arn, ":")
	enabled := topic.ListSubscriptions[_].Confirmed
}
