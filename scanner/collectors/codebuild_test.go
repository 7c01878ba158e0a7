package collectors

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func TestBuildProjects(t *testing.T) {
	const list, batch, arn = "codebuild:ListProjects", "codebuild:BatchGetProjects", "arn:aws:codebuild:ap-northeast-1:111122223333:project/"
	const secret, cut = "hunter2hunter2", "[cut length=8-15 class=text]"
	worlds(t, "codebuild.projects", map[string]world{
		"two pages": {
			answers: replies{
				list: {{when: `"nextToken":"page-2"`, body: `{"projects": ["b"]}`}, {body: `{"projects": ["a", "gone"], "nextToken": "page-2"}`}},
				batch: {
					{when: `"names":["b"]`, body: `{"projects": [{"name": "b", "arn": "` + arn + `b", "environment": {"privilegedMode": false}}]}`},
					{body: `{"projectsNotFound": ["gone"], "projects": [{"name": "a", "arn": "` + arn + `a", "tags": [{"key": "team", "value": "sec"}],
						"source": {"type": "BITBUCKET", "location": "https://jane:` + secret + `@bitbucket.org/team/repo.git", "buildspec": "` + secret + `", "auth": {"type": "OAUTH", "resource": "` + secret + `"}},
						"secondarySources": [{"type": "GITHUB", "location": "https://` + secret + `@github.com/org/repo", "buildspec": "` + secret + `", "auth": {"type": "OAUTH", "resource": "` + secret + `"}}],
						"environment": {"type": "LINUX_CONTAINER", "image": "i", "privilegedMode": true, "registryCredential": {"credential": "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:r"},
							"environmentVariables": [{"name": "AWS_ACCESS_KEY_ID", "type": "PLAINTEXT", "value": "AKIAIOSFODNN7EXAMPLE"}, {"name": "TOKEN", "type": "PLAINTEXT", "value": "` + secret + `"}]},
						"webhook": {"payloadUrl": "https://codebuild.ap-northeast-1.amazonaws.com/webhooks?t=` + secret + `", "secret": "` + secret + `", "url": "https://api.github.com/repos/org/repo/hooks/1"},
						"badge": {"badgeEnabled": true, "badgeRequestUrl": "https://codebuild.ap-northeast-1.amazonaws.com/badges?uuid=` + secret + `"}}]}`},
				},
			},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{
				"arn": arn + "a", "tags": map[string]any{"team": "sec"}, "Environment.PrivilegedMode": true,
				"Environment.EnvironmentVariables.0": map[string]any{"Name": "AWS_ACCESS_KEY_ID", "Type": "PLAINTEXT", "Value": "[cut length=16-31 class=access-key-id]"},
				"Source.Location":                    "https://[cut length=1-7 class=text]:" + cut + "@bitbucket.org/team/repo.git", "SecondarySources.0.Location": "https://" + cut + "@github.com/org/repo",
				"Source.Auth.Resource": cut, "Source.Auth.Type": "OAUTH", "Source.Buildspec": cut, "Webhook.Url": "https://api.github.com/repos/org/repo/hooks/1",
				"Environment.RegistryCredential.Credential": "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:r",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
		},
		"the second hundred is denied": {
			answers: replies{list: {{body: `{"projects": ` + manyNames(101) + `}`}}, batch: {{when: `"names":["p100"]`, code: "AccessDeniedException"}, {body: `{"projects": [{"name": "p000", "arn": "` + arn + `p000"}]}`}}},
			ids:     []string{arn + "p000"}, gaps: []string{jp + " - " + batch + " CutPage AccessDeniedException"},
		},
		"the lookup is denied": {answers: replies{list: {{body: `{"projects": ["a"]}`}}, batch: denied}, gaps: []string{jp + " - " + batch + " AccessDenied AccessDeniedException"}},
		"none":                 {answers: replies{list: {{body: `{"projects": []}`}}}},
		"denied":               {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func manyNames(n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("p%03d", i))
	}
	text, _ := json.Marshal(names)
	return string(text)
}

func TestWithoutUser(t *testing.T) {
	for location, want := range map[string]string{
		"https://bitbucket.org/team/repo":                    "https://bitbucket.org/team/repo",
		"https://bitbucket.org/team/repo@main":               "https://bitbucket.org/team/repo@main",
		"https://git.example.com:8443/repo@main":             "https://git.example.com:8443/repo@main",
		"https://jane@bitbucket.org/team/repo":               "https://[cut length=1-7 class=text]@bitbucket.org/team/repo",
		"https://jane:hunt@er2@bitbucket.org/team/repo@main": "https://[cut length=1-7 class=text]:[cut length=8-15 class=text]@bitbucket.org/team/repo@main",
		"https://jane:hunt/er2@bitbucket.org/team/repo":      "https://[cut length=1-7 class=text]:[cut length=8-15 class=text]@bitbucket.org/team/repo",
		"https://jane:a:b@bitbucket.org/team/repo":           "https://[cut length=1-7 class=text]:[cut length=1-7 class=text]@bitbucket.org/team/repo",
		"https://jane:@bitbucket.org/team/repo":              "https://[cut length=1-7 class=text]:[cut length=0 class=empty]@bitbucket.org/team/repo",
		"https://:token@bitbucket.org/team/repo":             "https://[cut length=0 class=empty]:[cut length=1-7 class=text]@bitbucket.org/team/repo",
		"git@github.com:org/repo.git":                        "git@github.com:org/repo.git",
		"bucket/path/source.zip":                             "bucket/path/source.zip",
		"":                                                   "",
	} {
		if got := aws.ToString(withoutUser(aws.String(location))); got != want {
			t.Errorf("withoutUser(%q) = %q, want %q", location, got, want)
		}
	}
	if withoutUser(nil) != nil {
		t.Error("no location became one")
	}
}
