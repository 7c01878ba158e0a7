package controls.org.trusted_advisor_view_is_enabled_test

import data.controls.org.trusted_advisor_view_is_enabled as control

# Whatever one account shows, the verdict is the organization's.
test_trusted_advisor_view_is_enabled if {
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
