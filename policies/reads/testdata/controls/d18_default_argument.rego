package controls.d18_default_argument

import data.lib.result

# One argument is undefined without the detail: then the finding is missing until it is known.
findings contains result.pass(topic, "far", {"key": topic.GetTopicAttributes.KmsMasterKeyId}, []) if {
	some topic in input.sns.topics
	topic.region == "r2"
	topic.GetTopicAttributes.KmsMasterKeyId
}

findings contains result.pass(topic, "far", {}, []) if {
	some topic in input.sns.topics
	topic.region == "r2"
	not topic.GetTopicAttributes.KmsMasterKeyId
}

findings contains result.fail(topic, "near", {"subscriptions": object.get(topic, "ListSubscriptions", [])}, []) if {
	some topic in input.sns.topics
	topic.region == "r1"
	not _empty(object.get(topic, "ListSubscriptions", []))
}

findings contains result.warn(topic, "near_empty", {}, []) if {
	some topic in input.sns.topics
	topic.region == "r1"
	_empty(object.get(topic, "ListSubscriptions", []))
}

_empty([])
