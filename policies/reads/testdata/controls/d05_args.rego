package controls.d05_args

import data.lib.result

# What only ends in arguments and evidence decides nothing, except that plain references must be defined.
findings contains result.pass(topic, "ok", _args(topic), array.concat(_evidence, ["x"])) if {
	some topic in input.sns.topics
	topic.id in _ok
}

findings contains result.fail(topic, "bad", {"others": others, "text": sprintf("%d of %d", [count(_ok), count(others)]), "first": _first(topic), "level": _level}, []) if {
	some topic in input.sns.topics
	not topic.id in _ok
	others := {t.id | some t in input.sns.topics; t.region == topic.region; not t.GetTopicAttributes.KmsMasterKeyId}
}

_args(topic) := {"subscriptions": count(topic.ListSubscriptions), "alarms": {a.id | some a in input.cloudwatch.alarms; topic.arn in a.AlarmActions}} if {
	topic.ListSubscriptions
} else := {"subscriptions": 0}

_first(topic) := topic.ListSubscriptions[0].Confirmed if topic.ListSubscriptions[0]

else := "none"

_evidence := [x.arn | some x in input.sns.topics]

default _level := 0

_level := 1 if count(_evidence) > 1

_ok contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.KmsMasterKeyId != ""
}
