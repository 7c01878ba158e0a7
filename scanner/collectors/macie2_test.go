package collectors

import (
	"errors"
	"testing"

	"github.com/aws/smithy-go"

	"kijun/scanner/collect"
)

func TestMacieSessions(t *testing.T) {
	session := []reply{{body: `{"status": "ENABLED", "findingPublishingFrequency": "SIX_HOURS"}`}}
	role := []reply{{body: `<Roles><member><RoleName>AWSServiceRoleForAmazonMacie</RoleName></member></Roles>`}}
	noRole := []reply{{body: `<Roles></Roles>`}}
	off := reply{code: "AccessDeniedException", says: "Macie is not enabled."}
	quiet := func(t *testing.T, f *aFake, _ []map[string]any) {
		if n, roles := f.calls("macie2:GetMacieSession"), f.calls("iam:ListRoles"); n != 1 || roles != 1 {
			t.Errorf("Macie was asked %d times and IAM %d times", n, roles)
		}
	}
	each := func(t *testing.T, f *aFake, _ []map[string]any) {
		if n := f.calls("macie2:GetMacieSession"); n != 3 {
			t.Errorf("Macie was asked %d times", n)
		}
	}
	details := replies{
		"macie2:GetAdministratorAccount":            {{code: "ResourceNotFoundException"}},
		"macie2:GetAutomatedDiscoveryConfiguration": denied,
	}
	worlds(t, "macie2.sessions", map[string]world{
		"never on, in three regions":          {answers: replies{"iam:ListRoles": noRole, "macie2:GetMacieSession": {off}}, regions: []string{jp, us, "eu-west-1"}, check: quiet},
		"its role is left":                    {answers: replies{"iam:ListRoles": role, "macie2:GetMacieSession": {off}}, regions: []string{jp, us, "eu-west-1"}, check: each},
		"whether there is a role is a secret": {answers: replies{"iam:ListRoles": {{code: "AccessDenied"}}, "macie2:GetMacieSession": {off}}, regions: []string{jp, us, "eu-west-1"}, check: each},
		"on without its role": {
			answers: replies{"iam:ListRoles": noRole, "macie2:GetMacieSession": {{when: us, body: session[0].body}, {when: jp, body: session[0].body}, off},
				"macie2:GetAdministratorAccount": details["macie2:GetAdministratorAccount"], "macie2:GetAutomatedDiscoveryConfiguration": {{body: `{}`}}},
			regions: []string{jp, us, "eu-west-1"}, ids: []string{jp, us}, check: each,
		},
		"where it is asked first it is denied": {
			answers: replies{"iam:ListRoles": noRole, "macie2:GetMacieSession": {{when: us, code: "AccessDeniedException"}, off}},
			regions: []string{jp, us, "eu-west-1"}, gaps: []string{us + " - macie2:GetMacieSession AccessDenied AccessDeniedException"}, check: each,
		},
		"a member": {
			answers: replies{
				"iam:ListRoles":                             role,
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
				"iam:ListRoles":                             role,
				"macie2:GetMacieSession":                    session,
				"macie2:GetAdministratorAccount":            {{code: "ResourceNotFoundException"}},
				"macie2:GetAutomatedDiscoveryConfiguration": {{body: `{"status": "ENABLED", "autoEnableOrganizationMembers": "NONE"}`}},
			},
			ids: []string{jp},
			has: map[string]any{"GetAutomatedDiscoveryConfiguration.Status": "ENABLED", "GetAdministratorAccount.Administrator": nil},
		},
		"never heard of": {answers: replies{"iam:ListRoles": role, "macie2:GetMacieSession": {{code: "ResourceNotFoundException"}}}},
		"denied":         {answers: replies{"iam:ListRoles": role, "macie2:GetMacieSession": denied}, gaps: []string{jp + " - macie2:GetMacieSession AccessDenied AccessDeniedException"}},
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
