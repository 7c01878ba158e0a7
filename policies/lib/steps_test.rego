package lib.steps_test

import data.lib.steps

test_step_is_harmless_by_itself if {
	steps.step({"id": "s", "region": "ap-northeast-1", "more": 1}, [1], [2], [3]) == {
		"subject": "s",
		"region": "ap-northeast-1",
		"calls": [1],
		"undo": [2],
		"effect": [3],
		"needs": [],
		"destructive": false,
	}
}

test_call if {
	steps.call("s3", "PutBucketPolicy", {"Bucket": "b"}) == {"service": "s3", "operation": "PutBucketPolicy", "params": {"Bucket": "b"}}
}

test_added_element_has_an_envelope if {
	effect := steps.added("s3.buckets", "b", "ap-northeast-1", {"Name": "b", "arn": "arn:aws:s3:::b"}) with input.account.account as "111122223333"
	effect.op == "add"
	effect.collection == "s3.buckets"
	effect.id == "b"
	effect.value == {
		"id": "b", "arn": "arn:aws:s3:::b", "type": "", "account": "111122223333",
		"region": "ap-northeast-1", "tags": {}, "seen_in": ["ap-northeast-1"], "Name": "b",
	}
}

test_changed if {
	steps.changed("s3.buckets", "b", "Name", "c") == {"op": "set", "collection": "s3.buckets", "id": "b", "path": "Name", "value": "c"}
}
