package controls.d24_ids_in_fields

import data.lib.result

findings contains result.pass(topic, "partner", {}, []) if {
	some topic in input.sns.topics
	topic.LogGroup in _partners
}

findings contains result.fail(topic, "no_partner", {}, []) if {
	some topic in input.sns.topics
	not topic.LogGroup in _partners
}

_partners contains topic.id if {
	some topic in input.sns.topics
	topic.region in {"r1", "r2"}
}
