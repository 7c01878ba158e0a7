package controls.cloudtrail.trail_records_all_regions_test

import data.controls.cloudtrail.trail_records_all_regions as control
import data.lib.trails_test as fixtures

test_trail_records_all_regions[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "recorded"]]},
		"an organization's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "recorded"]]},
		"no global services still counts": {"world": fixtures.with_trail({"IncludeGlobalServiceEvents": false}), "want": [["PASSED", "recorded"]]},
		"one Region": {"world": fixtures.with_trail({"IsMultiRegionTrail": false}), "want": [["FAILED", "unrecorded"]]},
		"off": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["FAILED", "unrecorded"]]},
		"no status": {"world": fixtures.without(["GetTrailStatus"]), "want": [["FAILED", "unrecorded"]]},
		"a pair of trails is not one": {"world": fixtures.with_trails(fixtures.pair), "want": [["FAILED", "unrecorded"]]},
		"without the events of KMS": {"world": fixtures.with_trails([fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "ExcludeManagementEventSources": ["kms.amazonaws.com"]}]})]), "want": [["FAILED", "unrecorded"]]},
		"failing deliveries still count": {"world": fixtures.with_trail({"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-01-01T00:00:00Z"}}), "want": [["PASSED", "recorded"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["FAILED", "unrecorded"]]},
		"a store is no trail": {"world": object.union(fixtures.with_trails([]), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["FAILED", "unrecorded"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_plan_makes_a_trail if {
	steps := control.plan with input.cloudtrail.trails as [] with input.account as {"id": "AWS::::Account:111122223333", "account": "111122223333", "partition": "aws", "home": "us-east-1"}
	["CreateTrail" | some step in steps; some call in step.calls; call.operation == "CreateTrail"] == ["CreateTrail"]
}
