package collectors

import "testing"

func TestSecretsOfSecretsManager(t *testing.T) {
	const list, policy, arn = "secretsmanager:ListSecrets", "secretsmanager:GetResourcePolicy", "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:"
	worlds(t, "secretsmanager.secrets", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: `"NextToken":"two"`, body: `{"SecretList": [{"Name": "b", "ARN": "` + arn + `b"}, {"Name": "c", "ARN": "` + arn + `c"}]}`},
					{body: `{"SecretList": [{"Name": "a", "ARN": "` + arn + `a", "RotationEnabled": true, "RotationRules": {"AutomaticallyAfterDays": 30}, "LastAccessedDate": 1767323045,
						"Tags": [{"Key": "team", "Value": "x"}], "ExternalSecretRotationMetadata": [{"Key": "user", "Value": "hunter2hunter2"}]}], "NextToken": "two"}`},
				},
				policy: {
					{when: `:b"`, code: "AccessDeniedException"}, {when: `:c"`, body: `{"Name": "c"}`},
					{body: `{"Name": "a", "ResourcePolicy": "{\"Statement\": [{\"Principal\": \"*\"}]}"}`},
				},
			},
			ids:  []string{arn + "a", arn + "b", arn + "c"},
			gaps: []string{jp + " " + arn + "b " + policy + " AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "a", "RotationRules.AutomaticallyAfterDays": 30, "LastAccessedDate": "2026-01-02T03:04:05Z", "tags": map[string]any{"team": "x"},
				"GetResourcePolicy.ResourcePolicy.Statement.0.Principal": "*",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				hides(t, elements, "hunter2hunter2")
				expect(t, "a secret without a policy", at(elements[2], "GetResourcePolicy.ResourcePolicy"), nil)
			},
		},
		"none":   {answers: replies{list: {{body: `{"SecretList": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
