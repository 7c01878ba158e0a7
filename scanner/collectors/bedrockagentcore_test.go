package collectors

import "testing"

const agentCore, agentCoreArn = "bedrock-agentcore-control:", "arn:aws:bedrock-agentcore:ap-northeast-1:111122223333:"

func TestAgentRuntimes(t *testing.T) {
	const list, get, tags, arn, secret = agentCore + "ListAgentRuntimes", agentCore + "GetAgentRuntime", agentCore + "ListTagsForResource", agentCoreArn + "runtime/", "hunter2hunter2"
	worlds(t, "bedrockagentcore.runtimes", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: "nextToken=two", body: `{"agentRuntimes": [{"agentRuntimeId": "b", "agentRuntimeArn": "` + arn + `b"}]}`},
					{body: `{"agentRuntimes": [{"agentRuntimeId": "a", "agentRuntimeArn": "` + arn + `a"}], "nextToken": "two"}`},
				},
				get: {
					{when: "runtimes/b", code: "AccessDeniedException"},
					{when: "runtimes/a", body: `{"agentRuntimeId": "a", "networkConfiguration": {"networkMode": "VPC"}, "environmentVariables": {"TOKEN": "` + secret + `"},
						"agentRuntimeArtifact": {"codeConfiguration": {"runtime": "PYTHON_3_13", "entryPoint": ["main.py", "` + secret + `"]}}}`},
				},
				tags: {{body: `{"tags": {"team": "x"}}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + get + " AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "a", "GetAgentRuntime.NetworkConfiguration.NetworkMode": "VPC", "GetAgentRuntime.EnvironmentVariables.TOKEN": "[cut length=8-15 class=text]",
				"GetAgentRuntime.AgentRuntimeArtifact.CodeConfiguration.Runtime": "PYTHON_3_13", "ListTagsForResource.Tags.team": "x",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
		},
		"none":   {answers: replies{list: {{body: `{"agentRuntimes": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func TestAgentGateways(t *testing.T) {
	const list, tags, arn = agentCore + "ListGateways", agentCore + "ListTagsForResource", agentCoreArn + "gateway/"
	worlds(t, "bedrockagentcore.gateways", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: "nextToken=two", body: `{"items": [{"gatewayId": "b", "authorizerType": "AWS_IAM"}]}`},
					{body: `{"items": [{"gatewayId": "a", "authorizerType": "NONE"}], "nextToken": "two"}`},
				},
				tags: {{when: "gateway%2Fb", code: "AccessDeniedException"}, {body: `{"tags": {"team": "x"}}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + tags + " AccessDenied AccessDeniedException"},
			has:  map[string]any{"arn": arn + "a", "AuthorizerType": "NONE", "ListTagsForResource.Tags.team": "x"},
		},
		"none":   {answers: replies{list: {{body: `{"items": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func TestAgentBrowsers(t *testing.T) {
	const list, get, tags, arn = agentCore + "ListBrowsers", agentCore + "GetBrowser", agentCore + "ListTagsForResource", agentCoreArn + "browser-custom/"
	worlds(t, "bedrockagentcore.browsers", map[string]world{
		"two pages, of custom ones": {
			answers: replies{
				list: {
					{when: "nextToken=two", body: `{"browserSummaries": [{"browserId": "b", "browserArn": "` + arn + `b"}]}`},
					{when: "type=CUSTOM", body: `{"browserSummaries": [{"browserId": "a", "browserArn": "` + arn + `a"}], "nextToken": "two"}`},
				},
				get:  {{when: "browsers/b", code: "AccessDeniedException"}, {when: "browsers/a", body: `{"browserId": "a", "networkConfiguration": {"networkMode": "PUBLIC"}}`}},
				tags: {{body: `{"tags": {}}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + get + " AccessDenied AccessDeniedException"},
			has:  map[string]any{"arn": arn + "a", "GetBrowser.NetworkConfiguration.NetworkMode": "PUBLIC"},
		},
		"none":   {answers: replies{list: {{body: `{"browserSummaries": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
