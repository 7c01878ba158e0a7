package controls.cloudtrail.trail_validates_log_files_test

import data.controls.cloudtrail.trail_validates_log_files as control
import data.lib.trails_test as fixtures

test_trail_validates_log_files[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "validated"]]},
		"unset": {"world": fixtures.without(["LogFileValidationEnabled"]), "want": [["FAILED", "unvalidated"]]},
		"empty or off": {"world": fixtures.with_trail({"LogFileValidationEnabled": false}), "want": [["FAILED", "unvalidated"]]},
		"another account's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "validated"]]},
		"another account's trail, unset": {"world": fixtures.with_trails([json.remove(fixtures.organization_trail, ["LogFileValidationEnabled"])]), "want": [["WARNING", "foreign"]]},
		"a trail that is off still counts": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["PASSED", "validated"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_trails_are_judged_apart if {
	got := control.findings with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("other"), ["LogFileValidationEnabled"])])
	{[split(finding.id, "/")[1], finding.status] | some finding in got} == {["blea", "PASSED"], ["other", "FAILED"]}
}

test_the_warning_names_the_account if {
	got := control.findings with input as fixtures.with_trails([json.remove(fixtures.organization_trail, ["LogFileValidationEnabled"])])
	{finding.args | some finding in got} == {{"account": "444455556666"}}
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
	steps := control.plan with input as fixtures.with_trails([json.remove(fixtures.organization_trail, ["LogFileValidationEnabled"])])
	count(steps) == 0
}
