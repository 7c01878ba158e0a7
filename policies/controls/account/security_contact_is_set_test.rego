package controls.account.security_contact_is_set_test

import data.controls.account.security_contact_is_set as control

test_security_contact_is_set[name] if {
	some name, tc in {
		"a contact for security passes": {"kinds": ["SECURITY"], "want": "PASSED"},
		"one among others passes": {"kinds": ["BILLING", "SECURITY"], "want": "PASSED"},
		"no contact fails": {"kinds": [], "want": "FAILED"},
		"contacts of other kinds fail": {"kinds": ["BILLING", "OPERATIONS"], "want": "FAILED"},
	}
	got := control.findings with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
		with input.contacts.alternate_contacts as [{"id": kind, "region": "global", "AlternateContactType": kind} | some kind in tc.kinds]
	{finding.status | some finding in got} == {tc.want}
}

test_a_contact_without_a_kind_fails if {
	got := control.findings with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
		with input.contacts.alternate_contacts as [{"id": "x", "region": "global"}]
	{finding.status | some finding in got} == {"FAILED"}
}
