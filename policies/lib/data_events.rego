# METADATA
# title: Data events of S3
# description: >-
#   Which trails record what is read from and written to the objects of all buckets, present and to come
#   (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html).
package lib.data_events

import data.lib.steps

# METADATA
# description: Ids of the trails for all Regions that are on and record all events of a kind, "ReadOnly" or "WriteOnly".
trails[kind] contains trail.id if {
	some kind in ["ReadOnly", "WriteOnly"]
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.GetTrailStatus.IsLogging == true
	_selects(trail, kind)
}

_selects(trail, kind) if {
	some selector in trail.GetEventSelectors.EventSelectors
	selector.ReadWriteType in {"All", kind}
	some resource in selector.DataResources
	resource.Type == "AWS::S3::Object"
	some value in resource.Values
	_all_buckets(value)
}

_selects(trail, kind) if {
	some selector in trail.GetEventSelectors.AdvancedEventSelectors
	some category in selector.FieldSelectors
	category.Field == "eventCategory"
	"Data" in category.Equals
	some type in selector.FieldSelectors
	type.Field == "resources.type"
	"AWS::S3::Object" in type.Equals
	every field in selector.FieldSelectors {
		_unlimiting(field, kind)
	}
}

# "arn:aws:s3" stands for all buckets, and so does the prefix of all their ARNs.
_all_buckets(value) if regex.match(`^arn:aws[a-z-]*:s3(:::)?$`, value)

_unlimiting(field, _) if field.Field in {"eventCategory", "resources.type"}

_unlimiting(field, _) if {
	field.Field == "resources.ARN"
	some prefix in field.StartsWith
	_all_buckets(prefix)
}

_unlimiting(field, "ReadOnly") if {
	field.Field == "readOnly"
	"true" in field.Equals
}

_unlimiting(field, "WriteOnly") if {
	field.Field == "readOnly"
	"false" in field.Equals
}

# METADATA
# description: >-
#   The selectors of a trail with one more, for all events of a kind: basic or advanced, as the trail has them. A trail has at most five basic ones.
selectors(trail, kind) := {"AdvancedEventSelectors": array.concat(trail.GetEventSelectors.AdvancedEventSelectors, [{
	"Name": sprintf("S3 data events (%s)", [kind]),
	"FieldSelectors": [
		{"Field": "eventCategory", "Equals": ["Data"]},
		{"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
		{"Field": "readOnly", "Equals": [_read_only[kind]]},
	],
}])} if {
	some _ in trail.GetEventSelectors.AdvancedEventSelectors
}

selectors(trail, kind) := {"EventSelectors": array.concat(trail.GetEventSelectors.EventSelectors, [{
	"ReadWriteType": kind,
	"IncludeManagementEvents": false,
	"DataResources": [{"Type": "AWS::S3::Object", "Values": [sprintf("arn:%s:s3", [input.account.partition])]}],
}])} if {
	not trail.GetEventSelectors.AdvancedEventSelectors[0]
	some _ in trail.GetEventSelectors.EventSelectors
	count(trail.GetEventSelectors.EventSelectors) < 5
}

_read_only := {"ReadOnly": "true", "WriteOnly": "false"}

# METADATA
# description: The step that gives a trail these selectors instead of its own.
step(trail, wanted) := {
	"subject": input.account.id,
	"region": trail.region,
	"calls": [steps.call("cloudtrail", "PutEventSelectors", object.union({"TrailName": trail.TrailARN}, wanted))],
	"undo": [steps.call("cloudtrail", "PutEventSelectors", object.union({"TrailName": trail.TrailARN}, _present(trail, wanted)))],
	"effect": [steps.changed("cloudtrail.trails", trail.id, sprintf("GetEventSelectors.%s", [name]), value) | some name, value in wanted],
	"needs": [],
	"destructive": false,
}

_present(trail, wanted) := {"AdvancedEventSelectors": trail.GetEventSelectors.AdvancedEventSelectors} if wanted.AdvancedEventSelectors

_present(trail, wanted) := {"EventSelectors": trail.GetEventSelectors.EventSelectors} if wanted.EventSelectors
