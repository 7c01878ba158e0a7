package controls.ops.trusted_advisor_reports_test

import data.controls.ops.trusted_advisor_reports as control

test_somebody_has_to_look if {
	got := control.findings with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
	got == {{"id": "AWS::::Account:111122223333", "region": "global", "status": "NOT_AVAILABLE", "code": "manual", "args": {}, "evidence": []}}
}
