package controls.cloudtrail.blea_organization_trail_is_on_test

import data.controls.cloudtrail.blea_organization_trail_is_on as control
import data.lib.trails_test as fixtures

test_an_organization_scan_decides if {
	got := control.findings with input as fixtures.world
	[[finding.id, finding.status, finding.code] | some finding in got] == [["AWS::::Organization", "NOT_AVAILABLE", "organization"]]
}
