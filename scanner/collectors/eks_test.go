package collectors

import "testing"

func TestEKS(t *testing.T) {
	const arn = "arn:aws:eks:ap-northeast-1:111122223333:"
	clusters := []reply{{when: "nextToken=two", body: `{"clusters": ["b"]}`}, {body: `{"clusters": ["a"], "nextToken": "two"}`}}
	worlds(t, "eks.clusters", map[string]world{
		"two pages": {
			answers: replies{"eks:ListClusters": clusters, "eks:DescribeCluster": {
				{when: "/clusters/b", code: "AccessDeniedException"},
				{body: `{"cluster": {"name": "a", "version": "1.34", "resourcesVpcConfig": {"endpointPublicAccess": true, "publicAccessCidrs": ["0.0.0.0/0"]},
					"connectorConfig": {"activationCode": "battery"}, "tags": {"team": "x"}}}`},
			}},
			ids:  []string{arn + "cluster/a", arn + "cluster/b"},
			gaps: []string{jp + " " + arn + "cluster/b eks:DescribeCluster AccessDenied AccessDeniedException"},
			has: map[string]any{
				"DescribeCluster.Cluster.ResourcesVpcConfig.EndpointPublicAccess": true, "DescribeCluster.Cluster.Version": "1.34",
				"DescribeCluster.Cluster.Tags.team": "x", "DescribeCluster.Cluster.ConnectorConfig.ActivationCode": "[cut length=1-7 class=text]",
			},
		},
		"gone":   {answers: replies{"eks:ListClusters": {{body: `{"clusters": ["a"]}`}}, "eks:DescribeCluster": {{code: "ResourceNotFoundException"}}}},
		"denied": {answers: replies{"eks:ListClusters": denied}, gaps: []string{jp + " - eks:ListClusters AccessDenied AccessDeniedException"}},
	})
	groups := []reply{
		{when: "/clusters/b/", body: `{"nodegroups": ["x"]}`},
		{when: "nextToken=more", body: `{"nodegroups": ["y"]}`},
		{body: `{"nodegroups": ["x"], "nextToken": "more"}`},
	}
	describe := []reply{
		{when: "/clusters/b/", body: `{"nodegroup": {"nodegroupArn": "` + arn + `nodegroup/b/x/2", "version": "1.30"}}`},
		{when: "/node-groups/y", code: "AccessDeniedException"},
		{body: `{"nodegroup": {"nodegroupArn": "` + arn + `nodegroup/a/x/1", "version": "1.34", "tags": {"team": "x"}}}`},
	}
	worlds(t, "eks.nodegroups", map[string]world{
		"two clusters": {
			answers: replies{"eks:ListClusters": clusters, "eks:ListNodegroups": groups, "eks:DescribeNodegroup": describe},
			ids:     []string{arn + "nodegroup/a/x", arn + "nodegroup/a/y", arn + "nodegroup/b/x"},
			gaps:    []string{jp + " " + arn + "nodegroup/a/y eks:DescribeNodegroup AccessDenied AccessDeniedException"},
			has:     map[string]any{"arn": arn + "nodegroup/a/x/1", "ClusterName": "a", "NodegroupName": "x", "DescribeNodegroup.Nodegroup.Version": "1.34"},
		},
		"one cluster is gone": {
			answers: replies{"eks:ListClusters": clusters, "eks:DescribeNodegroup": describe, "eks:ListNodegroups": append([]reply{{when: "/clusters/a/", code: "ResourceNotFoundException"}}, groups...)},
			ids:     []string{arn + "nodegroup/b/x"},
		},
		"one cluster is closed": {
			answers: replies{"eks:ListClusters": clusters, "eks:DescribeNodegroup": describe, "eks:ListNodegroups": append([]reply{{when: "/clusters/a/", code: "AccessDeniedException"}}, groups...)},
			ids:     []string{arn + "nodegroup/b/x"},
			gaps:    []string{jp + " - eks:ListNodegroups CutPage AccessDeniedException"},
		},
		"denied": {answers: replies{"eks:ListClusters": denied}, gaps: []string{jp + " - eks:ListClusters AccessDenied AccessDeniedException"}},
	})
}
