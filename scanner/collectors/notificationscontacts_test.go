package collectors

import "testing"

func TestEmailContacts(t *testing.T) {
	const list, arn = "notificationscontacts:ListEmailContacts", "arn:aws:notifications-contacts::111122223333:emailcontact/"
	worlds(t, "notificationscontacts.email_contacts", map[string]world{
		"two pages": {
			answers: replies{list: {
				{when: "page-2", body: `{"emailContacts": [{"arn": "` + arn + `b", "status": "inactive"}]}`},
				{body: `{"emailContacts": [{"arn": "` + arn + `a", "name": "Jane Doe", "address": "jane@example.com", "status": "active",
					"creationTime": "2025-12-01T02:03:04Z", "updateTime": "2025-12-01T02:03:04Z"}], "nextToken": "page-2"}`},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"Status": "active", "Name": "[cut length=8-15 class=text]", "Address": "[cut length=16-31 class=text]"},
			check: func(t *testing.T, f *aFake, elements []map[string]any) {
				asksVirginia(t, f, elements)
				hides(t, elements, "jane")
				hides(t, elements, "Jane")
			},
		},
		"none":   {answers: replies{list: {{body: `{}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{"global - " + list + " AccessDenied AccessDeniedException"}},
	})
}
