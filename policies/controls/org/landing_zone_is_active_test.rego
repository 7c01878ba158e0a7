package controls.org.landing_zone_is_active_test

import data.controls.org.landing_zone_is_active as control

# Whatever one account shows, the verdict is the organization's.
test_landing_zone_is_active if {
	got := control.findings with input.organization as {"id": "AWS::::Organization", "account": "111122223333", "region": "global"}
	got == {{
		"id": "AWS::::Organization",
		"region": "global",
		"status": "NOT_AVAILABLE",
		"code": "organization",
		"args": {},
		"evidence": [],
	}}
}
