package collectors

import "testing"

func TestInspectorStatus(t *testing.T) {
	on := []reply{{when: me, body: `{"accounts": [{"accountId": "111122223333", "state": {"status": "ENABLED"}, "resourceState": {"ec2": {"status": "ENABLED"}, "ecr": {"status": "DISABLED"}}}], "failedAccounts": []}`}}
	worlds(t, "inspector2.status", map[string]world{
		"on, seen from a member": {
			answers: replies{"inspector2:BatchGetAccountStatus": on, "inspector2:DescribeOrganizationConfiguration": denied},
			ids:     []string{jp},
			gaps:    []string{jp + " " + jp + " inspector2:DescribeOrganizationConfiguration AccessDenied AccessDeniedException"},
			has:     map[string]any{"State.Status": "ENABLED", "ResourceState.Ec2.Status": "ENABLED", "ResourceState.Ecr.Status": "DISABLED"},
		},
		"the administrator": {
			answers: replies{
				"inspector2:BatchGetAccountStatus":             on,
				"inspector2:DescribeOrganizationConfiguration": {{body: `{"autoEnable": {"ec2": true, "ecr": true}, "maxAccountLimitReached": false}`}},
			},
			ids: []string{jp},
			has: map[string]any{"DescribeOrganizationConfiguration.AutoEnable.Ec2": true},
		},
		"refused with success": {
			answers: replies{"inspector2:BatchGetAccountStatus": {{body: `{"accounts": [], "failedAccounts": [{"accountId": "111122223333", "errorCode": "ACCESS_DENIED", "errorMessage": "no"}]}`}}},
			gaps:    []string{jp + " - inspector2:BatchGetAccountStatus AccessDenied AccessDenied"},
		},
		"failed with success": {
			answers: replies{"inspector2:BatchGetAccountStatus": {{body: `{"accounts": [], "failedAccounts": [{"accountId": "111122223333", "errorCode": "INTERNAL_ERROR", "errorMessage": "no"}]}`}}},
			gaps:    []string{jp + " - inspector2:BatchGetAccountStatus Other INTERNAL_ERROR"},
		},
		"denied": {answers: replies{"inspector2:BatchGetAccountStatus": denied}, gaps: []string{jp + " - inspector2:BatchGetAccountStatus AccessDenied AccessDeniedException"}},
	})
}

func TestInspectorMembers(t *testing.T) {
	worlds(t, "inspector2.members", map[string]world{
		"two pages": {
			answers: replies{
				"inspector2:ListMembers": {
					{when: `"nextToken":"two"`, body: `{"members": [{"accountId": "777788889999", "relationshipStatus": "ENABLED"}]}`},
					{when: `"onlyAssociated":true`, body: `{"members": [{"accountId": "444455556666", "relationshipStatus": "ENABLED"}, {"accountId": "555566667777"}, {"accountId": "666677778888"}], "nextToken": "two"}`},
				},
				"inspector2:BatchGetAccountStatus": {
					{when: "777788889999", code: "AccessDeniedException"},
					{body: `{"accounts": [{"accountId": "444455556666", "state": {"status": "ENABLED"}, "resourceState": {"ec2": {"status": "ENABLED"}, "ecr": {"status": "DISABLED"}}}],
						"failedAccounts": [{"accountId": "555566667777", "errorCode": "ACCESS_DENIED", "errorMessage": "no"}]}`},
				},
			},
			ids: []string{jp + "/444455556666", jp + "/555566667777", jp + "/666677778888", jp + "/777788889999"},
			gaps: []string{
				jp + " " + jp + "/555566667777 inspector2:BatchGetAccountStatus AccessDenied AccessDenied",
				jp + " " + jp + "/666677778888 inspector2:BatchGetAccountStatus Other -",
				jp + " " + jp + "/777788889999 inspector2:BatchGetAccountStatus AccessDenied AccessDeniedException",
			},
			has: map[string]any{"AccountId": "444455556666", "BatchGetAccountStatus.ResourceState.Ec2.Status": "ENABLED"},
		},
		"no members": {answers: replies{"inspector2:ListMembers": {{body: `{"members": []}`}}}},
		"denied":     {answers: replies{"inspector2:ListMembers": denied}, gaps: []string{jp + " - inspector2:ListMembers AccessDenied AccessDeniedException"}},
	})
}
