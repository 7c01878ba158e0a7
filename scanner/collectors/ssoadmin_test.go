package collectors

import "testing"

func TestPermissionSets(t *testing.T) {
	const (
		instances, list = "sso-admin:ListInstances", "sso-admin:ListPermissionSetsProvisionedToAccount"
		describe        = "sso-admin:DescribePermissionSet"
		inline          = "sso-admin:GetInlinePolicyForPermissionSet"
		managed         = "sso-admin:ListManagedPoliciesInPermissionSet"
		references      = "sso-admin:ListCustomerManagedPolicyReferencesInPermissionSet"
		boundary        = "sso-admin:GetPermissionsBoundaryForPermissionSet"
		org             = "arn:aws:sso:::instance/ssoins-1111111111111111"
		own             = "arn:aws:sso:::instance/ssoins-2222222222222222"
		admin           = "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-aaaaaaaaaaaaaaaa"
		reader          = "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-bbbbbbbbbbbbbbbb"
	)
	none := []reply{{body: `{}`}}
	one := []reply{{body: `{"Instances": [{"InstanceArn": "` + org + `", "OwnerAccountId": "444455556666", "PrimaryRegion": "ap-northeast-1"}]}`}}
	listed := []reply{
		{when: `"NextToken":"page-2"`, body: `{"PermissionSets": ["` + reader + `"]}`},
		{when: `"AccountId":"111122223333"`, body: `{"PermissionSets": ["` + admin + `"], "NextToken": "page-2"}`},
	}
	details := func(changed replies) replies {
		all := replies{
			instances: one, list: listed, describe: {{body: `{"PermissionSet": {"Name": "Admin", "SessionDuration": "PT1H"}}`}}, inline: {{body: `{"InlinePolicy": ""}`}},
			managed: none, references: none, boundary: {{code: "ResourceNotFoundException"}},
		}
		for operation, answers := range changed {
			all[operation] = answers
		}
		return all
	}
	worlds(t, "ssoadmin.permission_sets", map[string]world{
		"two pages": {
			answers: details(replies{
				inline: {{when: admin, body: `{"InlinePolicy": "{\"Statement\": [{\"Effect\": \"Deny\"}]}"}`}, {body: `{"InlinePolicy": ""}`}},
				managed: {
					{when: `"NextToken":"more"`, body: `{"AttachedManagedPolicies": [{"Name": "two"}]}`},
					{when: admin, body: `{"AttachedManagedPolicies": [{"Arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "Name": "one"}], "NextToken": "more"}`},
					none[0],
				},
				references: {{when: admin, body: `{"CustomerManagedPolicyReferences": [{"Name": "SysAdmin", "Path": "/"}]}`}, none[0]},
				boundary:   {{when: admin, body: `{"PermissionsBoundary": {"ManagedPolicyArn": "arn:aws:iam::aws:policy/PowerUserAccess"}}`}, {code: "ResourceNotFoundException"}},
			}),
			ids: []string{admin, reader},
			has: map[string]any{
				"arn": admin, "region": jp, "seen_in": []string{jp}, "InstanceArn": org, "OwnerAccountId": "444455556666",
				"DescribePermissionSet.PermissionSet.Name": "Admin", "GetInlinePolicyForPermissionSet.InlinePolicy.Statement.0.Effect": "Deny",
				"ListManagedPoliciesInPermissionSet.AttachedManagedPolicies.0.Arn":                          "arn:aws:iam::aws:policy/ReadOnlyAccess",
				"ListManagedPoliciesInPermissionSet.AttachedManagedPolicies.1.Name":                         "two",
				"ListCustomerManagedPolicyReferencesInPermissionSet.CustomerManagedPolicyReferences.0.Name": "SysAdmin",
				"GetPermissionsBoundaryForPermissionSet.PermissionsBoundary.ManagedPolicyArn":               "arn:aws:iam::aws:policy/PowerUserAccess",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "no inline policy", at(elements[1], "GetInlinePolicyForPermissionSet.InlinePolicy"), "")
				expect(t, "no boundary", elements[1]["GetPermissionsBoundaryForPermissionSet"], map[string]any{})
			},
		},
		"a replicated instance is of its home": {
			answers: details(nil), regions: []string{us, jp}, ids: []string{admin, reader}, has: map[string]any{"region": jp, "seen_in": []string{jp, us}},
		},
		"an older answer has no home": {
			answers: details(replies{instances: {{body: `{"Instances": [{"InstanceArn": "` + org + `"}]}`}}}), ids: []string{admin, reader}, has: map[string]any{"region": jp},
		},
		"a member may not ask": {
			answers: replies{instances: one, list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"},
		},
		"an unread instance hides no other": {
			answers: details(replies{
				instances: {{body: `{"Instances": [{"InstanceArn": "` + own + `"}, {"InstanceArn": "` + org + `"}]}`}},
				list:      {{when: own, code: "AccessDeniedException"}, listed[0], listed[1]},
			}),
			ids: []string{admin, reader}, gaps: []string{jp + " - " + list + " CutPage AccessDeniedException"},
		},
		"one is denied": {
			answers: details(replies{boundary: {{when: admin, code: "AccessDeniedException"}, {code: "ResourceNotFoundException"}}}),
			ids:     []string{admin, reader}, gaps: []string{jp + " " + admin + " " + boundary + " AccessDenied AccessDeniedException"},
		},
		"no instance": {answers: replies{instances: none}},
		"denied":      {answers: replies{instances: denied}, gaps: []string{jp + " - " + instances + " AccessDenied AccessDeniedException"}},
	})
}
