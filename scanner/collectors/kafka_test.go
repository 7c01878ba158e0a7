package collectors

import "testing"

func TestKafkaClusters(t *testing.T) {
	const list, arn = "kafka:ListClustersV2", "arn:aws:kafka:ap-northeast-1:111122223333:cluster/"
	worlds(t, "kafka.clusters", map[string]world{
		"two pages": {
			answers: replies{list: {
				{when: "nextToken=two", body: `{"clusterInfoList": [{"clusterArn": "` + arn + `b", "clusterType": "SERVERLESS", "serverless": {"vpcConfigs": [{"subnetIds": ["subnet-1"]}]}}]}`},
				{body: `{"clusterInfoList": [{"clusterArn": "` + arn + `a", "clusterType": "PROVISIONED", "tags": {"team": "x"},
					"provisioned": {"brokerNodeGroupInfo": {"connectivityInfo": {"publicAccess": {"type": "SERVICE_PROVIDED_EIPS"}}}}}], "nextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{
				"arn": arn + "a", "ClusterType": "PROVISIONED", "tags": map[string]any{"team": "x"}, "Serverless": nil,
				"Provisioned.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type": "SERVICE_PROVIDED_EIPS",
			},
		},
		"none":   {answers: replies{list: {{body: `{"clusterInfoList": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
