package controls.s3.bucket_notifies_of_events_test

import data.controls.s3.bucket_notifies_of_events as control

_bucket(configuration) := {"id": "b", "Name": "b", "region": "ap-northeast-1", "GetBucketNotificationConfiguration": configuration}

_queue(events) := {"QueueConfigurations": [{"QueueArn": "arn:aws:sqs:ap-northeast-1:111122223333:q", "Events": events}]}

test_bucket_notifies_of_events[name] if {
	some name, tc in {
		"EventBridge": {"configuration": {"EventBridgeConfiguration": {}}, "types": {}, "want": ["PASSED", "notifies"]},
		"a queue": {"configuration": _queue(["s3:ObjectCreated:*"]), "types": {}, "want": ["PASSED", "notifies"]},
		"a topic": {"configuration": {"TopicConfigurations": [{"Events": ["s3:ObjectRemoved:Delete"]}]}, "types": {}, "want": ["PASSED", "notifies"]},
		"a function": {"configuration": {"LambdaFunctionConfigurations": [{"Events": ["s3:ObjectRemoved:Delete"]}]}, "types": {}, "want": ["PASSED", "notifies"]},
		"nothing": {"configuration": {}, "types": {}, "want": ["FAILED", "silent"]},
		"empty lists": {"configuration": {"QueueConfigurations": [], "TopicConfigurations": []}, "types": {}, "want": ["FAILED", "silent"]},
		"no events": {"configuration": _queue([]), "types": {}, "want": ["FAILED", "silent"]},
		"the type asked for": {"configuration": _queue(["s3:ObjectCreated:Put"]), "types": {"eventTypes": ["s3:ObjectCreated:Put"]}, "want": ["PASSED", "notifies"]},
		"all of the type asked for": {"configuration": _queue(["s3:ObjectCreated:*"]), "types": {"eventTypes": ["s3:ObjectCreated:Put"]}, "want": ["PASSED", "notifies"]},
		"less than the type asked for": {"configuration": _queue(["s3:ObjectCreated:Put"]), "types": {"eventTypes": ["s3:ObjectCreated:*"]}, "want": ["FAILED", "partial"]},
		"one of two types": {
			"configuration": _queue(["s3:ObjectCreated:*"]),
			"types": {"eventTypes": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]},
			"want": ["FAILED", "partial"],
		},
		"a topic for another type": {"configuration": {"TopicConfigurations": [{"Events": ["s3:ObjectRemoved:*"]}]}, "types": {"eventTypes": ["s3:ObjectCreated:*"]}, "want": ["FAILED", "partial"]},
		"a function for another type": {"configuration": {"LambdaFunctionConfigurations": [{"Events": ["s3:ObjectRemoved:*"]}]}, "types": {"eventTypes": ["s3:ObjectCreated:*"]}, "want": ["FAILED", "partial"]},
		"a function for the type": {"configuration": {"LambdaFunctionConfigurations": [{"Events": ["s3:ObjectCreated:*"]}]}, "types": {"eventTypes": ["s3:ObjectCreated:*"]}, "want": ["PASSED", "notifies"]},
		"two types in two places": {
			"configuration": object.union(_queue(["s3:ObjectCreated:*"]), {"TopicConfigurations": [{"Events": ["s3:ObjectRemoved:*"]}]}),
			"types": {"eventTypes": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]},
			"want": ["PASSED", "notifies"],
		},
		"EventBridge gets all types": {"configuration": {"EventBridgeConfiguration": {}}, "types": {"eventTypes": ["s3:ObjectRemoved:*"]}, "want": ["PASSED", "notifies"]},
		"nothing where a type is asked for": {"configuration": {}, "types": {"eventTypes": ["s3:ObjectRemoved:*"]}, "want": ["FAILED", "silent"]},
	}
	got := control.findings with input.s3.buckets as [_bucket(tc.configuration)] with data.parameters["S3.11"] as tc.types
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_the_missing_event_is_named if {
	got := control.findings with input.s3.buckets as [_bucket(_queue(["s3:ObjectCreated:*"]))]
		with data.parameters["S3.11"] as {"eventTypes": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]}
	{finding.args.event | some finding in got} == {"s3:ObjectRemoved:*"}
}

test_plan_keeps_what_is_there if {
	steps := control.plan with input.s3.buckets as [_bucket(_queue(["s3:ObjectCreated:*"])), object.union(_bucket({"EventBridgeConfiguration": {}}), {"id": "c", "Name": "c"})]
		with data.parameters["S3.11"] as {"eventTypes": ["s3:ObjectRemoved:*"]}
	[step.calls[0].params | some step in steps] == [{
		"Bucket": "b",
		"NotificationConfiguration": object.union(_queue(["s3:ObjectCreated:*"]), {"EventBridgeConfiguration": {}}),
	}]
}

test_no_plan_where_it_notifies if {
	steps := control.plan with input.s3.buckets as [_bucket(_queue(["s3:ObjectCreated:*"]))] with data.parameters["S3.11"] as {}
	steps == set()
}
