package controls.org.baseline_is_published_test

import data.controls.org.baseline_is_published as control

# Whatever one account shows, the verdict is the organization's.
test_baseline_is_published if {
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
