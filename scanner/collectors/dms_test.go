package collectors

import "testing"

func TestReplicationInstances(t *testing.T) {
	const arn = "arn:aws:dms:ap-northeast-1:111122223333:rep:"
	worlds(t, "dms.replication_instances", map[string]world{
		"two pages": {
			answers: replies{
				"dms:DescribeReplicationInstances": {
					{when: `"Marker":"two"`, body: `{"ReplicationInstances": [{"ReplicationInstanceIdentifier": "b", "ReplicationInstanceArn": "` + arn + `B"}]}`},
					{body: `{"ReplicationInstances": [{"ReplicationInstanceIdentifier": "a", "ReplicationInstanceArn": "` + arn + `A", "PubliclyAccessible": true,
						"ReplicationInstancePublicIpAddress": "203.0.113.7", "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}]}], "Marker": "two"}`},
				},
				"dms:ListTagsForResource": {{when: arn + "B", code: "AccessDeniedException"}, {body: `{"TagList": [{"Key": "team", "Value": "x"}]}`}},
			},
			ids:  []string{arn + "A", arn + "B"},
			gaps: []string{jp + " " + arn + "B dms:ListTagsForResource AccessDenied AccessDeniedException"},
			has:  map[string]any{"PubliclyAccessible": true, "ListTagsForResource.TagList.0.Key": "team"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				golden(t, "dms.replication_instances", elements)
			},
		},
		"none":   {answers: replies{"dms:DescribeReplicationInstances": {{body: `{"ReplicationInstances": []}`}}}},
		"denied": {answers: replies{"dms:DescribeReplicationInstances": denied}, gaps: []string{jp + " - dms:DescribeReplicationInstances AccessDenied AccessDeniedException"}},
	})
}
