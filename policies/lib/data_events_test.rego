package lib.data_events_test

import data.lib.data_events

_trail(id, kind) := {
	"id": id,
	"IsMultiRegionTrail": true,
	"GetTrailStatus": {"IsLogging": true},
	"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": kind, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}]},
}

test_trails_by_kind if {
	got := data_events.trails with input.cloudtrail.trails as [_trail("r", "ReadOnly"), _trail("w", "WriteOnly"), _trail("a", "All"), _trail("n", "None")]
	got == {"ReadOnly": {"r", "a"}, "WriteOnly": {"w", "a"}}
}
