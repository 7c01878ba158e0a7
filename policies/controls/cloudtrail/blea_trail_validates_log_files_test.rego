package controls.cloudtrail.blea_trail_validates_log_files_test

import data.controls.cloudtrail.blea_trail_validates_log_files as control
import data.lib.trails_test as fixtures

test_trail_validates_log_files[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "validated"]]},
		"off": {"world": fixtures.with_trail({"LogFileValidationEnabled": false}), "want": [["FAILED", "unvalidated"]]},
		"unsaid": {"world": fixtures.without(["LogFileValidationEnabled"]), "want": [["FAILED", "unvalidated"]]},
		"an organization's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "validated"]]},
		"a pair": {"world": fixtures.with_trails(fixtures.pair), "want": [["PASSED", "validated"]]},
		"a pair of which one lacks it": {"world": fixtures.with_trails([fixtures.pair[0], object.union(fixtures.pair[1], {"LogFileValidationEnabled": false})]), "want": [["FAILED", "unvalidated"]]},
		"a pair of which the other one lacks it": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"LogFileValidationEnabled": false}), fixtures.pair[1]]), "want": [["FAILED", "unvalidated"]]},
		"two trails of which one has it": {"world": fixtures.with_trails([fixtures.trail, object.union(fixtures.named("other"), {"LogFileValidationEnabled": false})]), "want": [["PASSED", "validated"]]},
		"only a trail that does not qualify has it": {"world": fixtures.with_trails([object.union(fixtures.trail, {"LogFileValidationEnabled": false}), object.union(fixtures.named("other"), {"IsMultiRegionTrail": false})]), "want": [["FAILED", "unvalidated"]]},
		"a store instead": {"world": object.union(fixtures.with_trails([]), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "immutable"]]},
		"a store beside a trail with it": {"world": object.union(fixtures.world, {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "validated"]]},
		"a store beside it": {"world": object.union(fixtures.with_trail({"LogFileValidationEnabled": false}), {"cloudtrail": {"event_data_stores": [fixtures.store]}}), "want": [["PASSED", "immutable"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_trail"]]},
		"off as a whole": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["NOT_APPLICABLE", "no_trail"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_plan_mends_it if {
	world := fixtures.with_trail({"LogFileValidationEnabled": false})
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

test_another_accounts_trail_stays_as_it_is if {
	steps := control.plan with input as fixtures.with_trails([object.union(fixtures.organization_trail, {"LogFileValidationEnabled": false})])
	count(steps) == 0
}
