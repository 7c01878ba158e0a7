package controls.sns.topic_is_encrypted_test

import data.controls.sns.topic_is_encrypted as control

test_topic_is_encrypted[name] if {
	some name, tc in {
		"a key": {"attributes": {"KmsMasterKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k"}, "want": ["PASSED", "encrypted"]},
		"the key of AWS": {"attributes": {"KmsMasterKeyId": "alias/aws/sns"}, "want": ["PASSED", "encrypted"]},
		"an empty key": {"attributes": {"KmsMasterKeyId": ""}, "want": ["FAILED", "plain"]},
		"no key": {"attributes": {}, "want": ["FAILED", "plain"]},
	}
	got := control.findings with input.sns.topics as [{"id": "t", "region": "ap-northeast-1", "GetTopicAttributes": {"Attributes": tc.attributes}}]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
