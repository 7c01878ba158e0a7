package collectors

import "testing"

var noOrganizationReply = []reply{{code: "AWSOrganizationsNotInUseException"}}

func TestOrganization(t *testing.T) {
	worlds(t, "organizations.organization", map[string]world{
		"a member": {
			answers: replies{"organizations:DescribeOrganization": {{body: `{"Organization": {"Id": "o-exampleorgid", "Arn": "arn:aws:organizations::444455556666:organization/o-exampleorgid",
				"MasterAccountId": "444455556666", "MasterAccountEmail": "root@example.com", "FeatureSet": "ALL"}}`}}},
			ids: []string{"o-exampleorgid"},
			has: map[string]any{"MasterAccountId": "444455556666", "MasterAccountEmail": "[cut length=16-31 class=text]", "FeatureSet": "ALL"},
		},
		"alone":  {answers: replies{"organizations:DescribeOrganization": noOrganizationReply}},
		"denied": {answers: replies{"organizations:DescribeOrganization": denied}, gaps: []string{"global - organizations:DescribeOrganization AccessDenied AccessDeniedException"}},
	})
}

func TestDelegatedAdministrators(t *testing.T) {
	worlds(t, "organizations.delegated_administrators", map[string]world{
		"two pages of each": {
			answers: replies{
				"organizations:ListDelegatedAdministrators": {
					{when: `"NextToken":"two"`, body: `{"DelegatedAdministrators": [{"Id": "777788889999"}]}`},
					{body: `{"DelegatedAdministrators": [{"Id": "444455556666", "Email": "audit@example.com", "Name": "Audit"}], "NextToken": "two"}`},
				},
				"organizations:ListDelegatedServicesForAccount": {
					{when: "777788889999", code: "AccessDeniedException"},
					{when: `"NextToken":"more"`, body: `{"DelegatedServices": [{"ServicePrincipal": "securityhub.amazonaws.com"}]}`},
					{body: `{"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}], "NextToken": "more"}`},
				},
			},
			ids:  []string{"444455556666", "777788889999"},
			gaps: []string{"global 777788889999 organizations:ListDelegatedServicesForAccount AccessDenied AccessDeniedException"},
			has: map[string]any{
				"Name": "Audit", "Email": "[cut length=16-31 class=text]", "account": me,
				"ListDelegatedServicesForAccount.DelegatedServices.1.ServicePrincipal": "securityhub.amazonaws.com",
			},
		},
		"alone": {answers: replies{"organizations:ListDelegatedAdministrators": noOrganizationReply}},
		"a member": {
			answers: replies{"organizations:ListDelegatedAdministrators": denied},
			gaps:    []string{"global - organizations:ListDelegatedAdministrators AccessDenied AccessDeniedException"},
		},
	})
}

func TestOrganizationPolicies(t *testing.T) {
	worlds(t, "organizations.policies", map[string]world{
		"two pages": {
			answers: replies{
				"organizations:ListPolicies": {
					{when: `"NextToken":"two"`, body: `{"Policies": [{"Id": "p-two", "AwsManaged": false}]}`},
					{when: `"SERVICE_CONTROL_POLICY"`, body: `{"Policies": [{"Id": "p-FullAWSAccess", "AwsManaged": true}], "NextToken": "two"}`},
				},
				"organizations:DescribePolicy":       {{when: "p-two", code: "AccessDeniedException"}, {body: `{"Policy": {"Content": "{\"Statement\": {\"Effect\": \"Allow\"}}", "PolicySummary": {"Id": "p-FullAWSAccess"}}}`}},
				"organizations:ListTargetsForPolicy": {{body: `{"Targets": [{"TargetId": "r-root", "Type": "ROOT"}]}`}},
			},
			ids:  []string{"p-FullAWSAccess", "p-two"},
			gaps: []string{"global p-two organizations:DescribePolicy AccessDenied AccessDeniedException"},
			has:  map[string]any{"AwsManaged": true, "DescribePolicy.Policy.Content.Statement.Effect": "Allow", "ListTargetsForPolicy.Targets.0.Type": "ROOT"},
		},
		"alone":    {answers: replies{"organizations:ListPolicies": noOrganizationReply}},
		"a member": {answers: replies{"organizations:ListPolicies": denied}, gaps: []string{"global - organizations:ListPolicies AccessDenied AccessDeniedException"}},
	})
}

func TestServiceAccess(t *testing.T) {
	worlds(t, "organizations.service_access", map[string]world{
		"two pages": {
			answers: replies{"organizations:ListAWSServiceAccessForOrganization": {
				{when: `"NextToken":"two"`, body: `{"EnabledServicePrincipals": [{"ServicePrincipal": "sso.amazonaws.com"}]}`},
				{body: `{"EnabledServicePrincipals": [{"ServicePrincipal": "reporting.trustedadvisor.amazonaws.com", "DateEnabled": 1767323045}], "NextToken": "two"}`},
			}},
			ids: []string{"reporting.trustedadvisor.amazonaws.com", "sso.amazonaws.com"},
			has: map[string]any{"DateEnabled": "2026-01-02T03:04:05Z"},
		},
		"alone": {answers: replies{"organizations:ListAWSServiceAccessForOrganization": noOrganizationReply}},
	})
}
