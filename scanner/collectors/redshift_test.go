package collectors

import "testing"

func TestRedshiftClusters(t *testing.T) {
	const list, logging, arn = "redshift:DescribeClusters", "redshift:DescribeLoggingStatus", "arn:aws:redshift:ap-northeast-1:111122223333:cluster:"
	const secret = "hunter2hunter2"
	worlds(t, "redshift.clusters", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: "Marker=two", body: `<Clusters><Cluster><ClusterIdentifier>b</ClusterIdentifier></Cluster></Clusters>`},
					{body: `<Clusters><Cluster><ClusterIdentifier>a</ClusterIdentifier><PubliclyAccessible>true</PubliclyAccessible><Endpoint><Address>a.example.com</Address><Port>5439</Port></Endpoint>
						<VpcSecurityGroups><VpcSecurityGroup><VpcSecurityGroupId>sg-1</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroup></VpcSecurityGroups>
						<PendingModifiedValues><MasterUserPassword>` + secret + `</MasterUserPassword></PendingModifiedValues>
						<Tags><Tag><Key>team</Key><Value>x</Value></Tag></Tags></Cluster></Clusters><Marker>two</Marker>`},
				},
				logging: {{when: "ClusterIdentifier=b", code: "AccessDenied"}, {body: `<LoggingEnabled>true</LoggingEnabled><BucketName>logs</BucketName>`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + logging + " AccessDenied AccessDenied"},
			has: map[string]any{
				"arn": arn + "a", "PubliclyAccessible": true, "Endpoint.Port": 5439, "VpcSecurityGroups.0.VpcSecurityGroupId": "sg-1", "tags": map[string]any{"team": "x"},
				"PendingModifiedValues.MasterUserPassword": "[cut length=8-15 class=text]", "DescribeLoggingStatus.LoggingEnabled": true,
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
		},
		"none":   {answers: replies{list: {{body: `<Clusters/>`}}}},
		"denied": {answers: replies{list: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + list + " AccessDenied AccessDenied"}},
	})
}

func TestRedshiftParameterGroups(t *testing.T) {
	const list, parameters, arn = "redshift:DescribeClusterParameterGroups", "redshift:DescribeClusterParameters", "arn:aws:redshift:ap-northeast-1:111122223333:parametergroup:"
	parameter := func(name, value string) string {
		return `<Parameter><ParameterName>` + name + `</ParameterName><ParameterValue>` + value + `</ParameterValue></Parameter>`
	}
	worlds(t, "redshift.parameter_groups", map[string]world{
		"two pages, and two pages of parameters": {
			answers: replies{
				list: {
					{when: "Marker=two", body: `<ParameterGroups><ClusterParameterGroup><ParameterGroupName>b</ParameterGroupName></ClusterParameterGroup></ParameterGroups>`},
					{body: `<ParameterGroups><ClusterParameterGroup><ParameterGroupName>a</ParameterGroupName></ClusterParameterGroup></ParameterGroups><Marker>two</Marker>`},
				},
				parameters: {
					{when: "ParameterGroupName=b", code: "AccessDenied"},
					{when: "Marker=more", body: `<Parameters>` + parameter("require_ssl", "true") + `</Parameters>`},
					{body: `<Parameters>` + parameter("datestyle", "ISO, MDY") + `</Parameters><Marker>more</Marker>`},
				},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + parameters + " AccessDenied AccessDenied"},
			has:  map[string]any{"arn": arn + "a", "DescribeClusterParameters.Parameters.1.ParameterName": "require_ssl", "DescribeClusterParameters.Parameters.1.ParameterValue": "true"},
		},
		"none":   {answers: replies{list: {{body: `<ParameterGroups/>`}}}},
		"denied": {answers: replies{list: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + list + " AccessDenied AccessDenied"}},
	})
}
