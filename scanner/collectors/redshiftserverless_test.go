package collectors

import "testing"

func TestWorkgroups(t *testing.T) {
	const list, tags, arn = "redshift-serverless:ListWorkgroups", "redshift-serverless:ListTagsForResource", "arn:aws:redshift-serverless:ap-northeast-1:111122223333:workgroup/"
	worlds(t, "redshiftserverless.workgroups", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: `"nextToken":"two"`, body: `{"workgroups": [{"workgroupName": "b", "workgroupArn": "` + arn + `b"}]}`},
					{body: `{"workgroups": [{"workgroupName": "a", "workgroupArn": "` + arn + `a", "publiclyAccessible": true, "enhancedVpcRouting": false,
						"configParameters": [{"parameterKey": "require_ssl", "parameterValue": "true"}]}], "nextToken": "two"}`},
				},
				tags: {{when: "workgroup/b", code: "AccessDeniedException"}, {body: `{"tags": [{"key": "team", "value": "x"}]}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + tags + " AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "a", "PubliclyAccessible": true, "EnhancedVpcRouting": false, "ConfigParameters.0.ParameterKey": "require_ssl",
				"ListTagsForResource.Tags.0.Key": "team",
			},
		},
		"none":   {answers: replies{list: {{body: `{"workgroups": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func TestNamespaces(t *testing.T) {
	const list, tags, arn = "redshift-serverless:ListNamespaces", "redshift-serverless:ListTagsForResource", "arn:aws:redshift-serverless:ap-northeast-1:111122223333:namespace/"
	worlds(t, "redshiftserverless.namespaces", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: `"nextToken":"two"`, body: `{"namespaces": [{"namespaceName": "b", "namespaceArn": "` + arn + `b"}]}`},
					{body: `{"namespaces": [{"namespaceName": "a", "namespaceArn": "` + arn + `a", "adminUsername": "admin", "logExports": ["userlog"]}], "nextToken": "two"}`},
				},
				tags: {{body: `{"tags": []}`}},
			},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"arn": arn + "a", "AdminUsername": "admin", "LogExports": []string{"userlog"}},
		},
		"none":   {answers: replies{list: {{body: `{"namespaces": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
