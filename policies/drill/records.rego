# METADATA
# title: Is the call recorded?
# description: >-
#   Whether a trail, or an event data store of CloudTrail Lake, keeps a call of the attacker, and whether it can be changed there. CloudTrail's event
#   history of 90 days, which every account has, is no such record: nothing is told by it.
# schemas:
#   - input: schema.input
package drill.records

import data.lib.buckets
import data.lib.drill
import data.lib.result
import data.lib.trails

findings contains result.pass(event, "kept", _record(event, _safe), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	_in(event, _safe)
}

findings contains result.pass(event, "store", {"stores": sort(trails.stores)}, []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	not _in(event, _safe)
	_stored
}

findings contains result.pass(event, "abroad", _record(event, _abroad), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	not _in(event, _safe)
	not _stored
	_in(event, _abroad)
}

findings contains result.pass(event, "recorded", _record(event, _delivering), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	not _in(event, _safe)
	not _stored
	not _in(event, _abroad)
	_in(event, _delivering)
}

findings contains result.fail(event, "failing", _record(event, _any), []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	not _stored
	_in(event, _any)
	not _in(event, _delivering)
}

findings contains result.fail(event, "not_taken", {}, []) if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	not _stored
	not _in(event, _any)
}

_stored if some _ in trails.stores

_in(event, ids) if {
	some pair in drill.taken
	pair[0] == event.id
	pair[1] in ids
}

_any contains trail.id if some trail in input.cloudtrail.trails

_delivering contains trail.id if {
	some trail in input.cloudtrail.trails
	not trail.id in trails.failing
}

_safe contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _delivering
	trail.LogFileValidationEnabled == true
	trail.S3BucketName in buckets.undeletable
}

_abroad contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _delivering
	not trail.S3BucketName in buckets.known
}

_record(event, ids) := {"trails": sort(through), "buckets": sort(into), "log_groups": sort(groups)} if {
	through := {trail.id | some trail in input.cloudtrail.trails; trail.id in ids; [event.id, trail.id] in drill.taken}
	into := {trail.S3BucketName | some trail in input.cloudtrail.trails; trail.id in through}
	groups := {group.id |
		some group in input.logs.log_groups
		[event.id, group.region, group.LogGroupName] in drill.fed
	}
}

# METADATA
# description: Ids of the buckets that cannot be deleted, for they cannot be emptied.
guarded contains id if some id in buckets.undeletable
