package collectors

import (
	"errors"
	"testing"

	"github.com/aws/smithy-go"

	"kijun/scanner/collect"
)

func TestMacieSessions(t *testing.T) {
	session := []reply{{body: `{"status": "ENABLED", "findingPublishingFrequency": "SIX_HOURS"}`}}
	worlds(t, "macie2.sessions", map[string]world{
		"a member": {
			answers: replies{
				"macie2:GetMacieSession":                    session,
				"macie2:GetAdministratorAccount":            {{body: `{"administrator": {"accountId": "444455556666", "relationshipStatus": "Enabled"}}`}},
				"macie2:GetAutomatedDiscoveryConfiguration": denied,
			},
			ids:  []string{jp},
			gaps: []string{jp + " " + jp + " macie2:GetAutomatedDiscoveryConfiguration AccessDenied AccessDeniedException"},
			has:  map[string]any{"Status": "ENABLED", "GetAdministratorAccount.Administrator.AccountId": "444455556666"},
		},
		"an account by itself": {
			answers: replies{
				"macie2:GetMacieSession":                    session,
				"macie2:GetAdministratorAccount":            {{code: "ResourceNotFoundException"}},
				"macie2:GetAutomatedDiscoveryConfiguration": {{body: `{"status": "ENABLED", "autoEnableOrganizationMembers": "NONE"}`}},
			},
			ids: []string{jp},
			has: map[string]any{"GetAutomatedDiscoveryConfiguration.Status": "ENABLED", "GetAdministratorAccount.Administrator": nil},
		},
		"never on": {answers: replies{"macie2:GetMacieSession": {{code: "ResourceNotFoundException"}}}},
		"denied":   {answers: replies{"macie2:GetMacieSession": denied}, gaps: []string{jp + " - macie2:GetMacieSession AccessDenied AccessDeniedException"}},
	})
}

// Only Macie's own words say that it is off.
func TestMacieIsOff(t *testing.T) {
	for text, off := range map[string]bool{
		"Macie is not enabled.": true, "Macie is not enabled": true, "macie is off": false, "": false,
		"User: arn:aws:iam::111122223333:user/u is not authorized to perform: macie2:GetMacieSession: Macie is not enabled.": false,
	} {
		err := macieError(&smithy.GenericAPIError{Code: "AccessDeniedException", Message: text})
		if class, _ := collect.Classify(err, []string{macieOff}); (class == collect.NotConfigured) != off {
			t.Errorf("%q is %s", text, class)
		}
	}
	for _, err := range []error{errors.New("Macie is not enabled."), &smithy.GenericAPIError{Code: "ValidationException", Message: "Macie is not enabled."}} {
		if got := macieError(err); got != err {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}
