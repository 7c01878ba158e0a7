package collectors

import "testing"

func TestAlternateContacts(t *testing.T) {
	none := reply{code: "ResourceNotFoundException"}
	worlds(t, "contacts.alternate_contacts", map[string]world{
		"a kind that is not set does not hide the others": {
			answers: replies{"account:GetAlternateContact": {
				{when: `"SECURITY"`, body: `{"AlternateContact": {"AlternateContactType": "SECURITY", "EmailAddress": "security@example.com", "Name": "A. Person", "PhoneNumber": "+81-3-0000-0000", "Title": "CISO"}}`},
				{when: `"OPERATIONS"`, body: `{"AlternateContact": {"AlternateContactType": "OPERATIONS"}}`},
				none,
			}},
			ids: []string{"OPERATIONS", "SECURITY"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the security contact", elements[1], map[string]any{
					"id": "SECURITY", "account": me, "region": "global", "type": "AWS::::Account", "tags": map[string]any{}, "AlternateContactType": "SECURITY",
					"EmailAddress": "[cut length=16-31 class=text]", "Name": "[cut length=8-15 class=text]", "PhoneNumber": "[cut length=8-15 class=text]", "Title": "[cut length=1-7 class=text]",
				})
			},
		},
		"none": {answers: replies{"account:GetAlternateContact": {none}}},
		"one kind is denied": {
			answers: replies{"account:GetAlternateContact": {{when: `"BILLING"`, code: "AccessDeniedException"}, {body: `{"AlternateContact": {"AlternateContactType": "SECURITY"}}`}}},
			ids:     []string{"SECURITY"},
			gaps:    []string{"global - account:GetAlternateContact CutPage AccessDeniedException"},
		},
		"denied": {answers: replies{"account:GetAlternateContact": denied}, gaps: []string{"global - account:GetAlternateContact AccessDenied AccessDeniedException"}},
	})
}
