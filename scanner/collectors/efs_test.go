package collectors

import "testing"

func TestFileSystems(t *testing.T) {
	const arn = "arn:aws:elasticfilesystem:ap-northeast-1:111122223333:file-system/"
	list := []reply{
		{when: "Marker=two", body: `{"FileSystems": [{"FileSystemId": "fs-2", "FileSystemArn": "` + arn + `fs-2", "Encrypted": false, "Tags": []}]}`},
		{body: `{"FileSystems": [{"FileSystemId": "fs-1", "FileSystemArn": "` + arn + `fs-1", "Encrypted": true, "KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k1", "LifeCycleState": "available",
			"NumberOfMountTargets": 2, "Tags": [{"Key": "team", "Value": "x"}]}], "NextMarker": "two"}`},
	}
	worlds(t, "efs.file_systems", map[string]world{
		"two pages": {
			answers: replies{"efs:DescribeFileSystems": list, "efs:DescribeMountTargets": {
				{when: "FileSystemId=fs-2", code: "AccessDeniedException"},
				{when: "Marker=more", body: `{"MountTargets": [{"MountTargetId": "fsmt-2", "FileSystemId": "fs-1", "SubnetId": "subnet-2", "VpcId": "vpc-1"}]}`},
				{body: `{"MountTargets": [{"MountTargetId": "fsmt-1", "FileSystemId": "fs-1", "SubnetId": "subnet-1", "VpcId": "vpc-1"}], "NextMarker": "more"}`},
			}},
			ids:  []string{arn + "fs-1", arn + "fs-2"},
			gaps: []string{jp + " " + arn + "fs-2 efs:DescribeMountTargets AccessDenied AccessDeniedException"},
			has:  map[string]any{"Encrypted": true, "tags.team": "x", "DescribeMountTargets.MountTargets.1.SubnetId": "subnet-2"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				golden(t, "efs.file_systems", elements)
			},
		},
		"one that went in between is not there": {
			answers: replies{"efs:DescribeFileSystems": {{body: list[0].body}}, "efs:DescribeMountTargets": {{code: "FileSystemNotFound"}}},
			need:    []string{"DescribeMountTargets"},
		},
		"none":   {answers: replies{"efs:DescribeFileSystems": {{body: `{"FileSystems": []}`}}}},
		"denied": {answers: replies{"efs:DescribeFileSystems": denied}, gaps: []string{jp + " - efs:DescribeFileSystems AccessDenied AccessDeniedException"}},
	})
}
