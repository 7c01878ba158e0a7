package collectors

import "testing"

const graph = "arn:aws:detective:ap-northeast-1:111122223333:graph:"

func TestGraphs(t *testing.T) {
	worlds(t, "detective.graphs", map[string]world{
		"two pages": {
			answers: replies{
				"detective:ListGraphs": {
					{when: `"NextToken":"two"`, body: `{"GraphList": [{"Arn": "` + graph + `b"}]}`},
					{body: `{"GraphList": [{"Arn": "` + graph + `a", "CreatedTime": "2026-01-01T00:00:00Z"}], "NextToken": "two"}`},
				},
				"detective:ListTagsForResource": {{when: "graph%3Ab", code: "AccessDeniedException"}, {body: `{"Tags": {"team": "x"}}`}},
			},
			ids:  []string{graph + "a", graph + "b"},
			gaps: []string{jp + " " + graph + "b detective:ListTagsForResource AccessDenied AccessDeniedException"},
			has:  map[string]any{"ListTagsForResource.Tags.team": "x"},
		},
		"none":   {answers: replies{"detective:ListGraphs": {{body: `{"GraphList": []}`}}}},
		"denied": {answers: replies{"detective:ListGraphs": denied}, gaps: []string{jp + " - detective:ListGraphs AccessDenied AccessDeniedException"}},
	})
}

func TestInvitations(t *testing.T) {
	worlds(t, "detective.invitations", map[string]world{
		"two pages, without addresses": {
			answers: replies{"detective:ListInvitations": {
				{when: `"NextToken":"two"`, body: `{"Invitations": [{"GraphArn": "` + graph + `b", "Status": "INVITED"}]}`},
				{body: `{"Invitations": [{"GraphArn": "` + graph + `a", "Status": "ENABLED", "EmailAddress": "root@example.com"}], "NextToken": "two"}`},
			}},
			ids: []string{graph + "a", graph + "b"},
			has: map[string]any{"Status": "ENABLED", "EmailAddress": "[cut length=16-31 class=text]"},
		},
		"none": {answers: replies{"detective:ListInvitations": {{body: `{"Invitations": []}`}}}},
	})
}
