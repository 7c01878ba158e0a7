package collectors

import "testing"

// The two protocols that no other golden file covers: EC2's XML, and CBOR (what runs through JSON, query and REST is pinned by
// kms.keys, sns.topics, lambda.functions and s3.buckets).
func TestProtocols(t *testing.T) {
	worlds(t, "ec2.volumes", map[string]world{"EC2": {
		answers: replies{"ec2:DescribeVolumes": {
			{when: "NextToken=two", body: `<volumeSet><item><volumeId>vol-2</volumeId><encrypted>false</encrypted></item></volumeSet>`},
			{body: `<volumeSet><item><volumeId>vol-1</volumeId><encrypted>true</encrypted><size>8</size><createTime>2026-01-02T03:04:05.000Z</createTime>
				<attachmentSet><item><instanceId>i-1</instanceId><status>attached</status><deleteOnTermination>true</deleteOnTermination></item></attachmentSet>
				<tagSet><item><key>team</key><value>x</value></item></tagSet></item></volumeSet><nextToken>two</nextToken>`},
		}},
		need:  []string{},
		ids:   []string{"vol-1", "vol-2"},
		has:   map[string]any{"Encrypted": true, "Attachments.0.State": "attached", "tags.team": "x"},
		check: func(t *testing.T, _ *aFake, elements []map[string]any) { golden(t, "ec2.volumes", elements) },
	}, "EC2's denial": {
		answers: replies{"ec2:DescribeVolumes": {{code: "UnauthorizedOperation"}}},
		gaps:    []string{jp + " - ec2:DescribeVolumes AccessDenied UnauthorizedOperation"},
	}})
	worlds(t, "cloudwatch.alarms", map[string]world{"CBOR": {
		answers: replies{"cloudwatch:DescribeAlarms": {{body: `{"MetricAlarms": [{"AlarmName": "root", "AlarmArn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:root",
			"Namespace": "CloudTrailMetrics", "MetricName": "RootUserPolicyEventCount", "Statistic": "Sum", "Period": 300, "Threshold": 1.5, "EvaluationPeriods": 1, "ActionsEnabled": true,
			"Dimensions": [], "AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:security"], "StateUpdatedTimestamp": {"@time": 1767323045}, "StateValue": "INSUFFICIENT_DATA"}]}`}}},
		ids:   []string{"arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:root"},
		has:   map[string]any{"Period": 300, "Threshold": 1.5, "StateUpdatedTimestamp": "2026-01-02T03:04:05Z"},
		check: func(t *testing.T, _ *aFake, elements []map[string]any) { golden(t, "cloudwatch.alarms", elements) },
	}, "a denial in CBOR": {
		answers: replies{"cloudwatch:DescribeAlarms": {{code: "AccessDenied"}}},
		gaps:    []string{jp + " - cloudwatch:DescribeAlarms AccessDenied AccessDenied"},
	}})
}
