package controls.securityhub.members_are_enabled_test

import data.controls.securityhub.members_are_enabled as control

# Whatever one account shows, the verdict is the organization's.
test_members_are_enabled if {
	got := control.findings with input.organization as {"id": "AWS::::Organization", "account": "111122223333", "region": "global"}
	got == {{"id": "AWS::::Organization", "region": "global", "status": "NOT_AVAILABLE", "code": "organization", "args": {}, "evidence": []}}
}
