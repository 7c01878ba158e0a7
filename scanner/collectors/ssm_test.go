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
