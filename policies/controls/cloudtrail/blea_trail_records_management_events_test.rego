package controls.cloudtrail.blea_trail_records_management_events_test

import data.controls.cloudtrail.blea_trail_records_management_events as control
import data.lib.trails_test as fixtures

test_trail_records_management_events[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "recorded"]]},
		"an organization's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "recorded"]]},
		"a pair of trails": {"world": fixtures.with_trails(fixtures.pair), "want": [["PASSED", "recorded"]]},
		"one of a pair": {"world": fixtures.with_trails([fixtures.pair[0]]), "want": [["FAILED", "partial"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["FAILED", "no_trail"]]},
		"one Region": {"world": fixtures.with_trail({"IsMultiRegionTrail": false}), "want": [["FAILED", "partial"]]},
		"no global services": {"world": fixtures.with_trail({"IncludeGlobalServiceEvents": false}), "want": [["FAILED", "partial"]]},
		"writing only": {"world": fixtures.with_trails([fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true}]})]), "want": [["FAILED", "partial"]]},
		"without management events": {"world": fixtures.with_trails([fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": false}]})]), "want": [["FAILED", "partial"]]},
		"without the events of KMS": {"world": fixtures.with_trails([fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true, "ExcludeManagementEventSources": ["kms.amazonaws.com"]}]})]), "want": [["FAILED", "partial"]]},
		"advanced selectors": {"world": fixtures.with_trails([fixtures.selecting("t", {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]})]), "want": [["PASSED", "recorded"]]},
		"off": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["FAILED", "off"]]},
		"off, and for one Region": {"world": fixtures.with_trail({"IsMultiRegionTrail": false, "GetTrailStatus": {"IsLogging": false}}), "want": [["FAILED", "partial"]]},
		"one off, another one on": {"world": fixtures.with_trails([object.union(fixtures.named("off"), {"GetTrailStatus": {"IsLogging": false}}), fixtures.trail]), "want": [["PASSED", "recorded"]]},
		"no status": {"world": fixtures.without(["GetTrailStatus"]), "want": [["FAILED", "partial"]]},
		"deliveries fail": {"world": fixtures.with_trail({"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}}), "want": [["FAILED", "not_delivering"]]},
		"deliveries of one Region fail": {"world": fixtures.with_trail({"IsMultiRegionTrail": false, "GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}}), "want": [["FAILED", "partial"]]},
		"one off, the deliveries of another one fail": {"world": fixtures.with_trails([object.union(fixtures.named("off"), {"GetTrailStatus": {"IsLogging": false}}), object.union(fixtures.trail, {"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}})]), "want": [["FAILED", "off"]]},
		"off, and without global services": {"world": fixtures.with_trail({"IncludeGlobalServiceEvents": false, "GetTrailStatus": {"IsLogging": false}}), "want": [["FAILED", "partial"]]},
		"off, and reading only": {"world": fixtures.with_trails([object.union(fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": true}]}), {"GetTrailStatus": {"IsLogging": false}})]), "want": [["FAILED", "partial"]]},
		"off, and writing only": {"world": fixtures.with_trails([object.union(fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true}]}), {"GetTrailStatus": {"IsLogging": false}})]), "want": [["FAILED", "partial"]]},
		"deliveries without global services fail": {"world": fixtures.with_trail({"IncludeGlobalServiceEvents": false, "GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}}), "want": [["FAILED", "partial"]]},
		"deliveries of reading fail": {"world": fixtures.with_trails([object.union(fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": true}]}), {"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}})]), "want": [["FAILED", "partial"]]},
		"deliveries of writing fail": {"world": fixtures.with_trails([object.union(fixtures.selecting("t", {"EventSelectors": [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true}]}), {"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}})]), "want": [["FAILED", "partial"]]},
		"the deliveries of one fail, another one records": {"world": fixtures.with_trails([object.union(fixtures.named("failing"), {"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}}), fixtures.trail]), "want": [["PASSED", "recorded"]]},
		"a store": {"world": object.union(fixtures.with_trails([]), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "store"]]},
		"a store beside a trail that is off": {"world": object.union(fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "store"]]},
		"a store beside failing deliveries": {"world": object.union(fixtures.with_trail({"GetTrailStatus": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}}), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "store"]]},
		"a store beside a trail of one Region": {"world": object.union(fixtures.with_trail({"IsMultiRegionTrail": false}), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "store"]]},
		"a store beside a trail that records": {"world": object.union(fixtures.world, {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "recorded"]]},
		"a store that is off": {"world": object.union(fixtures.with_trails([]), {"cloudtrail": {"event_data_stores": [object.union(fixtures.store, {"GetEventDataStore": {"Status": "STOPPED_INGESTION"}})]}}), "want": [["FAILED", "no_trail"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_a_new_trail_mends_it if {
	world := fixtures.with_trails([])
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_starting_mends_it if {
	world := fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_widening_mends_it if {
	world := fixtures.with_trail({"IsMultiRegionTrail": false, "IncludeGlobalServiceEvents": false})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_selecting_mends_it if {
	world := fixtures.with_trails([fixtures.pair[0]])
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_another_accounts_trail_stays_as_it_is if {
	world := fixtures.with_trails([object.union(fixtures.organization_trail, {"GetTrailStatus": {"IsLogging": false}})])
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}
