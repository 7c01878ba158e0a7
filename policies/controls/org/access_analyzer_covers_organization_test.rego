package controls.org.access_analyzer_covers_organization_test

import data.controls.org.access_analyzer_covers_organization as control

# Whatever one account shows, the verdict is the organization's.
test_access_analyzer_covers_organization if {
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
