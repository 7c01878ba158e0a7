package collectors

import "testing"

func TestTaggedResources(t *testing.T) {
	const arn = "arn:aws:sns:ap-northeast-1:111122223333:"
	worlds(t, "tagging.resources", map[string]world{
		"two pages": {
			answers: replies{"resourcegroupstaggingapi:GetResources": {
				{when: `"PaginationToken":"two"`, body: `{"ResourceTagMappingList": [{"ResourceARN": "` + arn + `b", "Tags": [{"Key": "cm:Members", "Value": "Managed"}]}], "PaginationToken": ""}`},
				{when: `"Key":"cm:Members"`, body: `{"ResourceTagMappingList": [{"ResourceARN": "` + arn + `a", "Tags": [{"Key": "cm:Members", "Value": "SecureAccount"}]}], "PaginationToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"tags.cm:Members": "SecureAccount"},
		},
		"none":   {answers: replies{"resourcegroupstaggingapi:GetResources": {{body: `{"ResourceTagMappingList": []}`}}}},
		"denied": {answers: replies{"resourcegroupstaggingapi:GetResources": denied}, gaps: []string{jp + " - resourcegroupstaggingapi:GetResources AccessDenied AccessDeniedException"}},
	})
}
