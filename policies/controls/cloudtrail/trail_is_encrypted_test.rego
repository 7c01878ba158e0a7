package controls.cloudtrail.trail_is_encrypted_test

import data.controls.cloudtrail.trail_is_encrypted as control
import data.lib.trails_test as fixtures

test_trail_is_encrypted[name] if {
	some name, tc in {
		"BLEA's trail": {"world": fixtures.world, "want": [["PASSED", "encrypted"]]},
		"unset": {"world": fixtures.without(["KmsKeyId"]), "want": [["FAILED", "no_key"]]},
		"empty or off": {"world": fixtures.with_trail({"KmsKeyId": ""}), "want": [["FAILED", "no_key"]]},
		"another account's trail": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["PASSED", "encrypted"]]},
		"another account's trail, unset": {"world": fixtures.with_trails([json.remove(fixtures.organization_trail, ["KmsKeyId"])]), "want": [["WARNING", "foreign"]]},
		"a trail that is off still counts": {"world": fixtures.with_trail({"GetTrailStatus": {"IsLogging": false}}), "want": [["PASSED", "encrypted"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": []},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_trails_are_judged_apart if {
	got := control.findings with input as fixtures.with_trails([fixtures.trail, json.remove(fixtures.named("other"), ["KmsKeyId"])])
	{[split(finding.id, "/")[1], finding.status] | some finding in got} == {["blea", "PASSED"], ["other", "FAILED"]}
}

test_the_warning_names_the_account if {
	got := control.findings with input as fixtures.with_trails([json.remove(fixtures.organization_trail, ["KmsKeyId"])])
	{finding.args | some finding in got} == {{"account": "444455556666"}}
}
