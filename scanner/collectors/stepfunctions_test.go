package collectors

import "testing"

func TestStateMachines(t *testing.T) {
	const arn = "arn:aws:states:ap-northeast-1:111122223333:stateMachine:"
	worlds(t, "stepfunctions.state_machines", map[string]world{
		"two pages, without definitions": {
			answers: replies{
				"stepfunctions:ListStateMachines": {
					{when: `"nextToken":"two"`, body: `{"stateMachines": [{"name": "b", "stateMachineArn": "` + arn + `b"}]}`},
					{body: `{"stateMachines": [{"name": "a", "stateMachineArn": "` + arn + `a", "type": "STANDARD"}], "nextToken": "two"}`},
				},
				"stepfunctions:DescribeStateMachine": {
					{when: `stateMachine:b"`, code: "AccessDeniedException"},
					{when: `"includedData":"METADATA_ONLY"`, body: `{"name": "a", "definition": "battery", "loggingConfiguration": {"level": "ERROR"}}`},
				},
				"stepfunctions:ListTagsForResource": {{body: `{"tags": [{"key": "team", "value": "x"}]}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b stepfunctions:DescribeStateMachine AccessDenied AccessDeniedException"},
			has: map[string]any{
				"Type": "STANDARD", "DescribeStateMachine.LoggingConfiguration.Level": "ERROR", "DescribeStateMachine.Definition": "[cut length=1-7 class=text]",
				"ListTagsForResource.Tags.0.Key": "team",
			},
		},
		"denied": {answers: replies{"stepfunctions:ListStateMachines": denied}, gaps: []string{jp + " - stepfunctions:ListStateMachines AccessDenied AccessDeniedException"}},
	})
}
