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

# METADATA
# description: A world (an input) after the effects of steps, one after the other. What it does not hold is left out, as the planner does.
after(world, steps) := json.patch(world, [op |
	some step in steps
	some effect in step.effect
	some op in _ops(world, effect)
])

_ops(world, effect) := [{"op": "add", "path": sprintf("/%s/%d/%s", [replace(effect.collection, ".", "/"), i, replace(replace(effect.path, "/", "~1"), ".", "/")]), "value": effect.value} |
	[service, collection] := split(effect.collection, ".")
	some i, element in world[service][collection]
	element.id == effect.id
] if {
	effect.op == "set"
}

_ops(world, effect) := [{"op": "add", "path": sprintf("/%s/-", [replace(effect.collection, ".", "/")]), "value": effect.value} |
	[service, collection] := split(effect.collection, ".")
	world[service][collection]
] if {
	effect.op == "add"
}

_ops(world, effect) := [{"op": "remove", "path": sprintf("/%s/%d", [replace(effect.collection, ".", "/"), i])} |
	[service, collection] := split(effect.collection, ".")
	some i, element in world[service][collection]
	element.id == effect.id
] if {
	effect.op == "remove"
}

# METADATA
# description: The operations of a step's calls.
operations(step) := [call.operation | some call in step.calls]

test_after if {
	world := {"s3": {"buckets": [{"id": "a", "Deep": {"er": 1}}, {"id": "b"}]}}
	after(world, [{"effect": [steps.changed("s3.buckets", "a", "Deep.er", 2), {"op": "remove", "collection": "s3.buckets", "id": "b"}, steps.changed("sns.topics", "x", "y", 1)]}]) == {"s3": {"buckets": [{"id": "a", "Deep": {"er": 2}}]}}
	after(world, [{"effect": [{"op": "add", "collection": "s3.buckets", "id": "c", "value": {"id": "c"}}, {"op": "add", "collection": "sns.topics", "id": "x", "value": {}}]}]).s3.buckets[2] == {"id": "c"}
}

test_operations if {
	operations({"calls": [steps.call("s3", "PutBucketPolicy", {})]}) == ["PutBucketPolicy"]
}
