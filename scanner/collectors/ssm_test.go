package collectors

import "testing"

func TestDocuments(t *testing.T) {
	worlds(t, "ssm.documents", map[string]world{
		"two pages of each": {
			answers: replies{
				"ssm:ListDocuments": {
					{when: `"NextToken":"two"`, body: `{"DocumentIdentifiers": [{"Name": "b", "Owner": "111122223333"}]}`},
					{when: `"Values":["Self"]`, body: `{"DocumentIdentifiers": [{"Name": "a", "Owner": "111122223333", "DocumentType": "Automation", "Tags": [{"Key": "team", "Value": "x"}]}], "NextToken": "two"}`},
				},
				"ssm:DescribeDocumentPermission": {
					{when: `"b"`, code: "AccessDeniedException"},
					{when: `"NextToken":"more"`, body: `{"AccountIds": ["all"]}`},
					{when: `"PermissionType":"Share"`, body: `{"AccountIds": ["444455556666"], "NextToken": "more"}`},
				},
			},
			ids:  []string{"arn:aws:ssm:ap-northeast-1:111122223333:document/a", "arn:aws:ssm:ap-northeast-1:111122223333:document/b"},
			gaps: []string{jp + " arn:aws:ssm:ap-northeast-1:111122223333:document/b ssm:DescribeDocumentPermission AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": "arn:aws:ssm:ap-northeast-1:111122223333:document/a", "tags.team": "x",
				"DescribeDocumentPermission.AccountIds": []string{"444455556666", "all"}, "DescribeDocumentPermission.NextToken": nil,
			},
		},
		"a document that went in between is not there": {
			answers: replies{"ssm:ListDocuments": {{body: `{"DocumentIdentifiers": [{"Name": "a"}]}`}}, "ssm:DescribeDocumentPermission": {{code: "InvalidDocument"}}},
		},
		"none":   {answers: replies{"ssm:ListDocuments": {{body: `{"DocumentIdentifiers": []}`}}}},
		"denied": {answers: replies{"ssm:ListDocuments": denied}, gaps: []string{jp + " - ssm:ListDocuments AccessDenied AccessDeniedException"}},
	})
}

func TestInstances(t *testing.T) {
	worlds(t, "ssm.instances", map[string]world{
		"two pages": {
			answers: replies{"ssm:DescribeInstanceInformation": {
				{when: `"NextToken":"two"`, body: `{"InstanceInformationList": [{"InstanceId": "mi-2", "PingStatus": "ConnectionLost"}]}`},
				{body: `{"InstanceInformationList": [{"InstanceId": "i-1", "PingStatus": "Online"}], "NextToken": "two"}`},
			}},
			ids: []string{"i-1", "mi-2"},
			has: map[string]any{"PingStatus": "Online"},
		},
		"none":   {answers: replies{"ssm:DescribeInstanceInformation": {{body: `{}`}}}},
		"denied": {answers: replies{"ssm:DescribeInstanceInformation": denied}, gaps: []string{jp + " - ssm:DescribeInstanceInformation AccessDenied AccessDeniedException"}},
	})
}

func TestAssociations(t *testing.T) {
	worlds(t, "ssm.associations", map[string]world{
		"two pages": {
			answers: replies{"ssm:ListAssociations": {
				{when: `"NextToken":"two"`, body: `{"Associations": [{"AssociationId": "b", "Name": "AWS-RunPatchBaseline"}]}`},
				{body: `{"Associations": [{"AssociationId": "a", "Name": "AWS-UpdateSSMAgent", "ScheduleExpression": "rate(14 days)", "Targets": [{"Key": "InstanceIds", "Values": ["*"]}]}], "NextToken": "two"}`},
			}},
			ids: []string{"a", "b"},
			has: map[string]any{"Name": "AWS-UpdateSSMAgent", "Targets.0.Values.0": "*"},
		},
	})
}

func TestCompliance(t *testing.T) {
	for key, kind := range map[string]string{"ssm.patch_compliance": "Patch", "ssm.association_compliance": "Association"} {
		worlds(t, key, map[string]world{
			"two pages": {
				answers: replies{"ssm:ListResourceComplianceSummaries": {
					{when: `"NextToken":"two"`, body: `{"ResourceComplianceSummaryItems": [{"ComplianceType": "` + kind + `", "ResourceId": "mi-2", "Status": "COMPLIANT"}]}`},
					{when: `"Values":["` + kind + `"]`, body: `{"ResourceComplianceSummaryItems": [{"ComplianceType": "` + kind + `", "ResourceId": "i-1", "ResourceType": "ManagedInstance", "Status": "NON_COMPLIANT",
						"OverallSeverity": "CRITICAL", "NonCompliantSummary": {"NonCompliantCount": 2}}], "NextToken": "two"}`},
				}},
				ids: []string{"i-1", "mi-2"},
				has: map[string]any{"arn": "arn:aws:ec2:ap-northeast-1:111122223333:instance/i-1", "Status": "NON_COMPLIANT", "NonCompliantSummary.NonCompliantCount": 2},
				check: func(t *testing.T, _ *aFake, elements []map[string]any) {
					expect(t, "the ARN of a machine elsewhere", elements[1]["arn"], "arn:aws:ssm:ap-northeast-1:111122223333:managed-instance/mi-2")
				},
			},
			"none":   {answers: replies{"ssm:ListResourceComplianceSummaries": {{body: `{}`}}}},
			"denied": {answers: replies{"ssm:ListResourceComplianceSummaries": denied}, gaps: []string{jp + " - ssm:ListResourceComplianceSummaries AccessDenied AccessDeniedException"}},
		})
	}
}

func TestDocumentPublicSharing(t *testing.T) {
	worlds(t, "ssm.document_public_sharing", map[string]world{
		"the default": {
			answers: replies{"ssm:GetServiceSetting": {{
				when: `"SettingId":"/ssm/documents/console/public-sharing-permission"`,
				body: `{"ServiceSetting": {"SettingId": "/ssm/documents/console/public-sharing-permission", "SettingValue": "Enable", "Status": "Default", "LastModifiedUser": "System"}}`,
			}}},
			ids: []string{jp},
			has: map[string]any{"SettingValue": "Enable", "Status": "Default"},
		},
		"denied": {answers: replies{"ssm:GetServiceSetting": denied}, gaps: []string{jp + " - ssm:GetServiceSetting AccessDenied AccessDeniedException"}},
	})
}
