package collectors

import "testing"

func TestPipelines(t *testing.T) {
	const list, get, arn = "codepipeline:ListPipelines", "codepipeline:GetPipeline", "arn:aws:codepipeline:ap-northeast-1:111122223333:"
	const secret, cut = "hunter2hunter2", "[cut length=8-15 class=text]"
	listed := []reply{
		{when: `"nextToken":"page-2"`, body: `{"pipelines": [{"name": "b"}]}`},
		{body: `{"pipelines": [{"name": "a", "version": 3, "pipelineType": "V2"}], "nextToken": "page-2"}`},
	}
	rules := `{"conditions": [{"rules": [{"name": "r", "ruleTypeId": {"category": "Rule", "provider": "Commands"}, "commands": ["` + secret + `"], "configuration": {"Key": "` + secret + `"}}]}]}`
	pipeline := reply{when: `"name":"a"`, body: `{"metadata": {"pipelineArn": "` + arn + `a"}, "pipeline": {"name": "a", "roleArn": "arn:aws:iam::111122223333:role/p",
		"artifactStore": {"type": "S3", "location": "artifacts", "encryptionKey": {"id": "arn:aws:kms:ap-northeast-1:111122223333:key/k", "type": "KMS"}},
		"variables": [{"name": "v", "defaultValue": "` + secret + `"}],
		"stages": [{"name": "Source", "beforeEntry": ` + rules + `, "onSuccess": ` + rules + `, "onFailure": ` + rules + `, "actions": [
			{"name": "s", "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeStarSourceConnection", "version": "1"}, "configuration":
				{"ConnectionArn": "arn:aws:codestar-connections:ap-northeast-1:111122223333:connection/c", "FullRepositoryId": "org/repo", "BranchName": "main"}},
			{"name": "c", "actionTypeId": {"category": "Build", "owner": "Custom", "provider": "Own", "version": "1"}, "commands": ["` + secret + `"],
				"environmentVariables": [{"name": "n", "value": "` + secret + `"}],
				"configuration": {"ProjectName": "synth", "OAuthToken": "` + secret + `", "EnvironmentVariables": "` + secret + `", "ApiKey": "` + secret + `"}}]}]}}`}
	worlds(t, "codepipeline.pipelines", map[string]world{
		"two pages": {
			answers: replies{list: listed, get: {pipeline, {body: `{}`}}},
			ids:     []string{arn + "a", arn + "b"},
			has: map[string]any{
				"arn": arn + "a", "Version": 3, "GetPipeline.Pipeline.ArtifactStore.Location": "artifacts", "GetPipeline.Pipeline.ArtifactStore.EncryptionKey.Type": "KMS",
				"GetPipeline.Pipeline.Stages.0.Actions.0.Configuration.ConnectionArn":  "arn:aws:codestar-connections:ap-northeast-1:111122223333:connection/c",
				"GetPipeline.Pipeline.Stages.0.Actions.1.Configuration.ProjectName":    "synth",
				"GetPipeline.Pipeline.Stages.0.Actions.1.Configuration.OAuthToken":     cut,
				"GetPipeline.Pipeline.Stages.0.Actions.1.Configuration.Other.ApiKey":   cut,
				"GetPipeline.Pipeline.Stages.0.Actions.1.EnvironmentVariables.0.Value": cut,
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
		},
		"one is denied": {
			answers: replies{list: listed, get: {{when: `"name":"a"`, code: "AccessDeniedException"}, {body: `{}`}}},
			ids:     []string{arn + "a", arn + "b"}, gaps: []string{jp + " " + arn + "a " + get + " AccessDenied AccessDeniedException"},
		},
		"none":   {answers: replies{list: {{body: `{}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
