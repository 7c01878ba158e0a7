package custom.topic_name_is_long_enough_test

import data.custom.topic_name_is_long_enough as control

test_topic_name_is_long_enough[name] if {
	some name, tc in {
		"a name passes": {"attributes": {"DisplayName": "alerts"}, "want": "PASSED"},
		"three characters pass": {"attributes": {"DisplayName": "ops"}, "want": "PASSED"},
		"two characters fail": {"attributes": {"DisplayName": "op"}, "want": "FAILED"},
		"an empty name fails": {"attributes": {"DisplayName": ""}, "want": "FAILED"},
		"an absent name fails": {"attributes": {}, "want": "FAILED"},
		"two characters pass where two are enough": {"attributes": {"DisplayName": "op"}, "length": 2, "want": "PASSED"},
	}
	length := object.get(tc, "length", 3)
	topic := {"id": "alerts", "region": "ap-northeast-1", "GetTopicAttributes": {"Attributes": tc.attributes}}
	got := control.findings with input.sns.topics as [topic] with data.parameters["CUSTOM/topic-name"].minLength as length
	{finding.status | some finding in got} == {tc.want}
}
