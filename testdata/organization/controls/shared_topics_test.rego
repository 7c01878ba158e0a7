package custom.shared_topics_test

import data.custom.shared_topics as control

test_shared_topics[name] if {
	some name, tc in {
		"encrypted": {"topics": [{"id": "a", "GetTopicAttributes": {"Attributes": {"KmsMasterKeyId": "alias/x"}}}], "want": "PASSED"},
		"plain": {"topics": [{"id": "a", "GetTopicAttributes": {"Attributes": {}}}], "want": "FAILED"},
		"none": {"topics": [], "want": "FAILED"},
	}
	got := control.findings with input.organization.shared.topics as tc.topics
		with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
	{f.status | some f in got} == {tc.want}
}
