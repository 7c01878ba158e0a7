package controls.org.control_tower_provides_guardrails_test

import data.controls.org.control_tower_provides_guardrails as control

# Whatever one account shows, the verdict is the organization's.
test_control_tower_provides_guardrails if {
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
