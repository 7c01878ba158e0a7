package controls.maint.managed_resources_are_unchanged_test

import data.controls.maint.managed_resources_are_unchanged as control

# Whatever the evidence shows, a person has to look.
test_managed_resources_are_unchanged if {
	got := control.findings with input.account as {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global"}
	[[finding.id, finding.status, finding.code] | some finding in got] == [["AWS::::Account:111122223333", "NOT_AVAILABLE", "manual"]]
}
