package collectors

import "testing"

func TestCanaries(t *testing.T) {
	const arn = "arn:aws:synthetics:ap-northeast-1:111122223333:canary:"
	worlds(t, "synthetics.canaries", map[string]world{
		"two pages": {
			answers: replies{"synthetics:DescribeCanaries": {
				{when: `"NextToken":"two"`, body: `{"Canaries": [{"Id": "2", "Name": "b"}]}`},
				{body: `{"Canaries": [{"Id": "1", "Name": "a", "Status": {"State": "RUNNING"}, "Schedule": {"Expression": "rate(1 minute)"}, "Tags": {"team": "x"}}], "NextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"}, has: map[string]any{"Status.State": "RUNNING", "Schedule.Expression": "rate(1 minute)", "tags.team": "x"},
		},
		"none":   {answers: replies{"synthetics:DescribeCanaries": {{body: `{"Canaries": []}`}}}},
		"denied": {answers: replies{"synthetics:DescribeCanaries": denied}, gaps: []string{jp + " - synthetics:DescribeCanaries AccessDenied AccessDeniedException"}},
	})
}
