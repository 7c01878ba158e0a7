# METADATA
# title: Remediation steps
# description: >-
#   The parts that remediation steps are made of. Services and parameters have botocore's names, effects those of the evidence.
package lib.steps

# METADATA
# description: A step in the subject's Region that deletes nothing and waits for no other.
step(subject, calls, undo, effect) := {
	"subject": subject.id,
	"region": subject.region,
	"calls": calls,
	"undo": undo,
	"effect": effect,
	"needs": [],
	"destructive": false,
}

# METADATA
# description: One API call.
call(service, operation, params) := {"service": service, "operation": operation, "params": params}

# METADATA
# description: The effect of creating something. Fields are those of its element beside the envelope.
added(collection, id, region, fields) := {
	"op": "add",
	"collection": collection,
	"id": id,
	"value": object.union({"id": id, "arn": "", "type": "", "account": input.account.account, "region": region, "tags": {}, "seen_in": [region]}, fields),
}

# METADATA
# description: The effect of changing one field of an element.
changed(collection, id, path, value) := {"op": "set", "collection": collection, "id": id, "path": path, "value": value}
