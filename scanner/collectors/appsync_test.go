package collectors

import "testing"

func TestGraphqlApis(t *testing.T) {
	const list, arn = "appsync:ListGraphqlApis", "arn:aws:appsync:ap-northeast-1:111122223333:apis/"
	worlds(t, "appsync.graphql_apis", map[string]world{
		"two pages, and merged ones": {
			answers: replies{list: {
				{when: "apiType=MERGED", body: `{"graphqlApis": [{"apiId": "m", "arn": "` + arn + `m", "apiType": "MERGED"}]}`},
				{when: "nextToken=two", body: `{"graphqlApis": [{"apiId": "b", "arn": "` + arn + `b"}]}`},
				{when: "owner=CURRENT_ACCOUNT", body: `{"graphqlApis": [{"apiId": "a", "arn": "` + arn + `a", "authenticationType": "AWS_IAM", "tags": {"team": "x"},
					"additionalAuthenticationProviders": [{"authenticationType": "API_KEY"}]}], "nextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b", arn + "m"},
			has: map[string]any{"arn": arn + "a", "AuthenticationType": "AWS_IAM", "AdditionalAuthenticationProviders.0.AuthenticationType": "API_KEY", "tags": map[string]any{"team": "x"}},
		},
		"merged ones are denied": {
			answers: replies{list: {{when: "apiType=MERGED", code: "AccessDeniedException"}, {body: `{"graphqlApis": [{"apiId": "a", "arn": "` + arn + `a"}]}`}}},
			ids:     []string{arn + "a"}, gaps: []string{jp + " - " + list + " CutPage AccessDeniedException"},
		},
		"one that is listed twice is there once": {
			answers: replies{list: {{body: `{"graphqlApis": [{"apiId": "a", "arn": "` + arn + `a"}]}`}}}, ids: []string{arn + "a"},
		},
		"none":   {answers: replies{list: {{body: `{"graphqlApis": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
