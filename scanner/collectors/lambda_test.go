package collectors

import (
	"strings"
	"testing"
)

func TestFunctions(t *testing.T) {
	const arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:"
	list := []reply{
		{when: "Marker=two", body: `{"Functions": [{"FunctionName": "b", "FunctionArn": "` + arn + `b"}]}`},
		{body: `{"Functions": [{"FunctionName": "a", "FunctionArn": "` + arn + `a", "Runtime": "python3.12", "TracingConfig": {"Mode": "Active"}, "KMSKeyArn": "arn:aws:kms:ap-northeast-1:111122223333:key/k1",
			"VpcConfig": {"SubnetIds": ["subnet-1"], "VpcId": "vpc-1"}, "Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:999999999999:layer:LambdaInsightsExtension:1"}],
			"Environment": {"Variables": {"PASSWORD": "correct horse battery staple", "EMPTY": ""}}}], "NextMarker": "two"}`},
	}
	worlds(t, "lambda.functions", map[string]world{
		"two pages, without what is secret": {
			answers: replies{
				"lambda:ListFunctions": list,
				"lambda:GetFunctionConfiguration": {
					{when: "%3Ab/configuration", code: "AccessDeniedException"},
					{body: `{"FunctionName": "a", "State": "Active", "Environment": {"Variables": {"PASSWORD": "correct horse battery staple"}}}`},
				},
				"lambda:GetPolicy": {{when: "%3Ab/policy", code: "ResourceNotFoundException"}, {body: `{"Policy": "{\"Statement\": [{\"Principal\": {\"Service\": \"events.amazonaws.com\"}}]}"}`}},
				"lambda:ListTags":  {{body: `{"Tags": {"team": "x"}}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b lambda:GetFunctionConfiguration AccessDenied AccessDeniedException"},
			has: map[string]any{
				"Runtime": "python3.12", "TracingConfig.Mode": "Active", "GetFunctionConfiguration.State": "Active",
				"Environment.Variables.PASSWORD": "[cut length=16-31 class=text]", "Environment.Variables.EMPTY": "[cut length=0 class=empty]",
				"GetPolicy.Policy.Statement.0.Principal.Service": "events.amazonaws.com", "ListTags.Tags.team": "x",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the policy of a function without one", elements[1]["GetPolicy"], map[string]any{})
				if text := string(asJSON(t, elements)); strings.Contains(text, "battery") {
					t.Errorf("a secret came through: %s", text)
				}
				golden(t, "lambda.functions", elements)
			},
		},
		"none":   {answers: replies{"lambda:ListFunctions": {{body: `{"Functions": []}`}}}},
		"denied": {answers: replies{"lambda:ListFunctions": denied}, gaps: []string{jp + " - lambda:ListFunctions AccessDenied AccessDeniedException"}},
	})
}
