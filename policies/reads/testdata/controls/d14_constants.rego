package controls.d14_constants

import data.lib.result

# Alternatives that are no place in the evidence must not become conditions.
findings contains result.pass(topic, "ok", {}, []) if {
	some topic in input.sns.topics
	not _bad(topic)
}

findings contains result.fail(topic, "bad", {}, []) if {
	some topic in input.sns.topics
	_bad(topic)
}

_bad(topic) if {
	some other in input.sns.topics
	topic.id in {"s0", "s1", other.LogGroup}
	not other.GetTopicAttributes.KmsMasterKeyId
}

_bad(topic) if {
	some other in input.sns.topics
	_name(other) == topic.id
	other.ListSubscriptions == []
}

_name(other) := "s2" if other.region == "r1"

_name(other) := other.id if other.region != "r1"
