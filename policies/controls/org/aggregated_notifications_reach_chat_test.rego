package controls.org.aggregated_notifications_reach_chat_test

import data.controls.org.aggregated_notifications_reach_chat as control

# Whatever one account shows, the verdict is the organization's.
test_aggregated_notifications_reach_chat if {
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
