package collectors

import "testing"

func TestAnalyzers(t *testing.T) {
	const arn = "arn:aws:access-analyzer:ap-northeast-1:111122223333:analyzer/"
	worlds(t, "accessanalyzer.analyzers", map[string]world{
		"two pages": {
			answers: replies{"accessanalyzer:ListAnalyzers": {
				{when: "nextToken=two", body: `{"analyzers": [{"arn": "` + arn + `b", "name": "b", "type": "ACCOUNT_UNUSED_ACCESS", "status": "ACTIVE", "configuration": {"unusedAccess": {"unusedAccessAge": 90}}}]}`},
				{body: `{"analyzers": [{"arn": "` + arn + `a", "name": "a", "type": "ACCOUNT", "status": "ACTIVE", "tags": {"team": "x"}, "createdAt": "2026-01-01T00:00:00Z"}], "nextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"Type": "ACCOUNT", "Status": "ACTIVE", "tags.team": "x"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the union", at(elements[1], "Configuration.UnusedAccess.UnusedAccessAge"), 90)
			},
		},
		"none":   {answers: replies{"accessanalyzer:ListAnalyzers": {{body: `{"analyzers": []}`}}}},
		"denied": {answers: replies{"accessanalyzer:ListAnalyzers": denied}, gaps: []string{jp + " - accessanalyzer:ListAnalyzers AccessDenied AccessDeniedException"}},
	})
}
