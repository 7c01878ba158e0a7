package collectors

import "testing"

func TestTables(t *testing.T) {
	const arn = "arn:aws:dynamodb:ap-northeast-1:111122223333:table/"
	list := []reply{{when: `"ExclusiveStartTableName":"a"`, body: `{"TableNames": ["b"]}`}, {body: `{"TableNames": ["a"], "LastEvaluatedTableName": "a"}`}}
	worlds(t, "dynamodb.tables", map[string]world{
		"two pages": {
			answers: replies{
				"dynamodb:ListTables": list,
				"dynamodb:DescribeTable": {
					{when: `"TableName":"b"`, code: "AccessDeniedException"},
					{body: `{"Table": {"TableName": "a", "TableArn": "` + arn + `a", "TableStatus": "ACTIVE", "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
						"SSEDescription": {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:aws:kms:ap-northeast-1:111122223333:key/k1"}}}`},
				},
				"dynamodb:DescribeContinuousBackups": {{body: `{"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}}`}},
				"dynamodb:ListTagsOfResource": {
					{when: `"NextToken":"more"`, body: `{"Tags": [{"Key": "b", "Value": "2"}]}`},
					{body: `{"Tags": [{"Key": "a", "Value": "1"}], "NextToken": "more"}`},
				},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b dynamodb:DescribeTable AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "a", "TableName": "a", "DescribeTable.Table.SSEDescription.SSEType": "KMS", "ListTagsOfResource.Tags.1.Key": "b", "ListTagsOfResource.NextToken": nil,
				"DescribeContinuousBackups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus": "DISABLED",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				golden(t, "dynamodb.tables", elements)
			},
		},
		"one that went in between is not there": {
			answers: replies{"dynamodb:ListTables": list, "dynamodb:DescribeContinuousBackups": {{when: `"b"`, code: "TableNotFoundException"}, {body: `{}`}}},
			need:    []string{"DescribeContinuousBackups"}, ids: []string{arn + "a"},
		},
		"none":   {answers: replies{"dynamodb:ListTables": {{body: `{"TableNames": []}`}}}},
		"denied": {answers: replies{"dynamodb:ListTables": denied}, gaps: []string{jp + " - dynamodb:ListTables AccessDenied AccessDeniedException"}},
	})
}
