package controls.odd

import data.lib.result

findings contains {"id": topic.id, "region": topic.region, "status": "PASSED", "code": "x"} if some topic in input.sns.topics

findings contains result.fail(topic, code, {}, []) if {
	some topic in input.sns.topics
	code := concat("_", ["a", topic.id])
	data.lib[topic.id].pass
	data.nowhere.at_all
	data.controls.bad
	topic in input.s3.buckets
	result.pass(topic, "x", {}, []) with input.sns.topics as []
}
