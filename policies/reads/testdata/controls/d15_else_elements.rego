package controls.d15_else_elements

import data.lib.result

findings contains result.pass(alarm, "ok", {}, []) if {
	some alarm in input.cloudwatch.alarms
	_target(alarm) == "secret"
}

findings contains result.fail(alarm, "open", {}, []) if {
	some alarm in input.cloudwatch.alarms
	_target(alarm) != "secret"
}

default _target(_) := "nothing"

_target(alarm) := "secret" if {
	some topic in input.sns.topics
	topic.arn in alarm.AlarmActions
	topic.GetTopicAttributes.KmsMasterKeyId == "k"
} else := "plain" if {
	some topic in input.sns.topics
	topic.arn in alarm.AlarmActions
	not _silent(topic)
}

_silent(topic) if not _confirmed(topic)

_confirmed(topic) if topic.ListSubscriptions[_].Confirmed
