package controls.d10_nested_objects

import data.lib.result

findings contains result.pass(region, "all", {}, []) if {
	some region in input.regions
	_ok(region)
}

findings contains result.fail(region, "not_all", {}, []) if {
	some region in input.regions
	not _ok(region)
}

_index[topic.region][topic.arn] := topic if some topic in input.sns.topics

_by_metric[region][alarm.MetricName] contains alarm if {
	some region in ["r1", "r2"]
	some alarm in input.cloudwatch.alarms
	alarm.region == region
}

_ok(region) if {
	every alarm in _by_metric[region.region].m0 {
		some arn in alarm.AlarmActions
		_index[region.region][arn].GetTopicAttributes.KmsMasterKeyId
	}
}

_ok(region) if {
	some arn, topic in _index[region.region]
	arn != "arn:aws:sns:r1:111122223333:t0"
	object.get(topic, ["GetTopicAttributes", "KmsMasterKeyId"], "absent") == "absent"
}
