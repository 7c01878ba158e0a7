package collectors

import "testing"

func TestElasticsearchDomains(t *testing.T) {
	const list, lookup, tags, arn = "es:ListDomainNames", "es:DescribeElasticsearchDomains", "es:ListTags", "arn:aws:es:ap-northeast-1:111122223333:domain/"
	six := `{"DomainNames": [{"DomainName": "d1", "EngineType": "Elasticsearch"}, {"DomainName": "other", "EngineType": "OpenSearch"}, {"DomainName": "d2"}, {"DomainName": "d3"},
		{"DomainName": "d4"}, {"DomainName": "d5"}, {"DomainName": "d6", "EngineType": "Elasticsearch"}]}`
	first := `{"DomainStatusList": [{"DomainName": "d1", "ARN": "` + arn + `d1", "VPCOptions": {"VPCId": "vpc-1"}, "AdvancedSecurityOptions": {"Enabled": true},
		"AccessPolicies": "{\"Statement\": [{\"Principal\": \"*\"}]}"}]}`
	worlds(t, "es.domains", map[string]world{
		"five at a time": {
			answers: replies{
				list: {{when: "engineType=Elasticsearch", body: six}},
				lookup: {
					{when: `"DomainNames":["d1","d2","d3","d4","d5"]`, body: first},
					{when: `"DomainNames":["d6"]`, body: `{"DomainStatusList": [{"DomainName": "d6", "ARN": "` + arn + `d6"}]}`},
				},
				tags: {{when: "d6", code: "AccessDeniedException"}, {body: `{"TagList": [{"Key": "team", "Value": "x"}]}`}},
			},
			ids:  []string{arn + "d1", arn + "d6"},
			gaps: []string{jp + " " + arn + "d6 " + tags + " AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "d1", "VPCOptions.VPCId": "vpc-1", "AdvancedSecurityOptions.Enabled": true, "AccessPolicies.Statement.0.Principal": "*",
				"ListTags.TagList.0.Key": "team",
			},
		},
		"the second five are denied": {
			answers: replies{list: {{body: six}}, lookup: {{when: `"d6"`, code: "AccessDeniedException"}, {body: first}}, tags: {{body: `{"TagList": []}`}}},
			ids:     []string{arn + "d1"}, gaps: []string{jp + " - " + lookup + " CutPage AccessDeniedException"},
		},
		"none":   {answers: replies{list: {{body: `{"DomainNames": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
