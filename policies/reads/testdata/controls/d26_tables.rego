package controls.d26_tables

import data.lib.result

# A table keyed by what is looked up, made once because it is taken as a value, the pairs that come of it, and the hops that go through them.
findings contains result.pass(topic, "told", {}, []) if {
	some topic in input.sns.topics
	topic.arn in _named
}

findings contains result.fail(topic, "silent", {}, []) if {
	some topic in input.sns.topics
	not topic.arn in _named
	topic.arn in _told
}

findings contains result.fail(topic, "untold", {}, []) if {
	some topic in input.sns.topics
	not topic.arn in _told
}

_told contains pair[1] if some pair in _pairs

_named contains pair[1] if {
	some pair in _pairs
	pair in _with_key
}

_with_key contains pair if {
	some pair in _pairs
	some key in _keys[pair[1]]
	key != "aws"
}

_pairs contains [alarm.arn, topic] if {
	some alarm in input.cloudwatch.alarms
	some action in alarm.AlarmActions
	topic := _topics[[alarm.region, action]]
}

_topics := _topic

_topic[[topic.region, topic.arn]] := topic.arn if some topic in input.sns.topics

_keys := _key

_key[topic.arn] contains topic.GetTopicAttributes.KmsMasterKeyId if some topic in input.sns.topics
