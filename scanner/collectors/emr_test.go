package collectors

import "testing"

func TestEMRClusters(t *testing.T) {
	const list, lookup, instances, arn = "emr:ListClusters", "emr:DescribeCluster", "emr:ListInstances", "arn:aws:elasticmapreduce:ap-northeast-1:111122223333:cluster/"
	const secret, cut = "hunter2hunter2", "[cut length=8-15 class=text]"
	summary := func(id string) string {
		return `{"Id": "` + id + `", "ClusterArn": "` + arn + id + `", "Status": {"State": "WAITING"}}`
	}
	worlds(t, "emr.clusters", map[string]world{
		"two pages, groups and fleets": {
			answers: replies{
				list: {
					{when: `"Marker":"two"`, body: `{"Clusters": [` + summary("j-fleet") + `, ` + summary("j-shut") + `]}`},
					{when: `"ClusterStates":["STARTING","BOOTSTRAPPING","RUNNING","WAITING","TERMINATING"]`, body: `{"Clusters": [` + summary("j-a") + `], "Marker": "two"}`},
				},
				lookup: {
					{when: `"j-fleet"`, body: `{"Cluster": {"Id": "j-fleet", "InstanceCollectionType": "INSTANCE_FLEET"}}`},
					{when: `"j-shut"`, code: "AccessDeniedException"},
					{body: `{"Cluster": {"Id": "j-a", "InstanceCollectionType": "INSTANCE_GROUP", "KerberosAttributes": {"Realm": "R", "KdcAdminPassword": "` + secret + `"},
						"Configurations": [{"Classification": "hive-site", "Properties": {"javax.jdo.option.ConnectionPassword": "` + secret + `"},
							"Configurations": [{"Classification": "export", "Properties": {"TOKEN": "` + secret + `"}}]}]}}`},
				},
				instances: {
					{when: `"InstanceFleetType":"MASTER"`, body: `{"Instances": [{"Id": "ci-3", "PublicIpAddress": "203.0.113.3"}]}`},
					{when: `"Marker":"more"`, body: `{"Instances": [{"Id": "ci-2", "PublicIpAddress": "203.0.113.2"}]}`},
					{when: `"InstanceGroupTypes":["MASTER"]`, body: `{"Instances": [{"Id": "ci-1", "PrivateIpAddress": "10.0.0.1"}], "Marker": "more"}`},
				},
			},
			ids:  []string{arn + "j-a", arn + "j-fleet", arn + "j-shut"},
			gaps: []string{jp + " " + arn + "j-shut " + lookup + " AccessDenied AccessDeniedException", jp + " " + arn + "j-shut " + instances + " AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "j-a", "Status.State": "WAITING", "ListInstances.Instances.1.PublicIpAddress": "203.0.113.2", "ListInstances.Instances.0.PublicIpAddress": nil,
				"DescribeCluster.Cluster.KerberosAttributes.KdcAdminPassword": cut, "DescribeCluster.Cluster.Configurations.0.Classification": "hive-site",
				"DescribeCluster.Cluster.Configurations.0.Configurations": nil,
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				hides(t, elements, secret)
				expect(t, "the primary node of a fleet", at(elements[1], "ListInstances.Instances.0.PublicIpAddress"), "203.0.113.3")
			},
		},
		"none":   {answers: replies{list: {{body: `{"Clusters": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func TestEMRBlockPublicAccess(t *testing.T) {
	const get = "emr:GetBlockPublicAccessConfiguration"
	worlds(t, "emr.block_public_access", map[string]world{
		"one a region": {
			regions: []string{jp, us},
			answers: replies{get: {
				{when: us, body: `{"BlockPublicAccessConfiguration": {"BlockPublicSecurityGroupRules": false}}`},
				{body: `{"BlockPublicAccessConfiguration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 22, "MaxRange": 22}],
					"Properties": {"a": "hunter2hunter2"}, "Configurations": [{"Properties": {"a": "hunter2hunter2"}}]}}`},
			}},
			ids: []string{jp, us},
			has: map[string]any{"BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules": true, "BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges.0.MaxRange": 22},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				hides(t, elements, "hunter2hunter2")
				expect(t, "the other region", at(elements[1], "BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules"), false)
			},
		},
		"denied": {answers: replies{get: denied}, gaps: []string{jp + " - " + get + " AccessDenied AccessDeniedException"}},
	})
}
