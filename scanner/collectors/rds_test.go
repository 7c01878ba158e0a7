package collectors

import (
	"fmt"
	"testing"
)

const rdsArn = "arn:aws:rds:ap-northeast-1:111122223333:"

// What RDS's plain lists have in common: pages, nothing, no permission.
func TestRDSLists(t *testing.T) {
	for _, c := range []struct {
		key, operation, list, item, member string
	}{
		{"rds.instances", "DescribeDBInstances", "DBInstances", "DBInstance", "DBInstanceArn"},
		{"rds.clusters", "DescribeDBClusters", "DBClusters", "DBCluster", "DBClusterArn"},
		{"rds.global_clusters", "DescribeGlobalClusters", "GlobalClusters", "GlobalClusterMember", "GlobalClusterArn"},
		{"rds.event_subscriptions", "DescribeEventSubscriptions", "EventSubscriptionsList", "EventSubscription", "EventSubscriptionArn"},
	} {
		page := func(id, more string) string {
			return fmt.Sprintf("<%[1]s><%[2]s><%[3]s>%[4]s</%[3]s></%[2]s></%[1]s>%[5]s", c.list, c.item, c.member, rdsArn+id, more)
		}
		operation := "rds:" + c.operation
		t.Run(c.key, func(t *testing.T) {
			worlds(t, c.key, map[string]world{
				"two pages": {
					answers: replies{operation: {{when: "Marker=two", body: page("b", "")}, {body: page("a", "<Marker>two</Marker>")}}},
					ids:     []string{rdsArn + "a", rdsArn + "b"},
					has:     map[string]any{"arn": rdsArn + "a", "region": jp, "account": me},
				},
				"none":              {answers: replies{operation: {{}}}},
				"denied":            {answers: replies{operation: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + operation + " AccessDenied AccessDenied"}},
				"the second denied": {answers: replies{operation: {{when: "Marker=two", code: "AccessDenied"}, {body: page("a", "<Marker>two</Marker>")}}}, ids: []string{rdsArn + "a"}, gaps: []string{jp + " - " + operation + " CutPage AccessDenied"}},
			})
		})
	}
}

func TestDBInstances(t *testing.T) {
	worlds(t, "rds.instances", map[string]world{"as it comes": {
		answers: replies{"rds:DescribeDBInstances": {{body: `<DBInstances><DBInstance>
			<DBInstanceArn>` + rdsArn + `db:orders-1</DBInstanceArn><DBInstanceIdentifier>orders-1</DBInstanceIdentifier><Engine>aurora-postgresql</Engine><EngineVersion>16.6</EngineVersion>
			<DBClusterIdentifier>orders</DBClusterIdentifier><PubliclyAccessible>false</PubliclyAccessible><StorageEncrypted>true</StorageEncrypted><MultiAZ>false</MultiAZ>
			<AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade><AvailabilityZone>ap-northeast-1a</AvailabilityZone><Endpoint><Address>orders-1.x.rds.amazonaws.com</Address><Port>5432</Port></Endpoint>
			<DBSubnetGroup><DBSubnetGroupName>isolated</DBSubnetGroupName><VpcId>vpc-1</VpcId><Subnets><Subnet><SubnetIdentifier>subnet-1</SubnetIdentifier><SubnetStatus>Active</SubnetStatus></Subnet></Subnets></DBSubnetGroup>
			<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups>
			<PendingModifiedValues><MasterUserPassword>correct horse battery staple</MasterUserPassword></PendingModifiedValues>
			<PerformanceInsightsEnabled>true</PerformanceInsightsEnabled><PerformanceInsightsRetentionPeriod>7</PerformanceInsightsRetentionPeriod>
			<TagList><Tag><Key>team</Key><Value>x</Value></Tag></TagList>
		</DBInstance></DBInstances>`}}},
		ids: []string{rdsArn + "db:orders-1"},
		has: map[string]any{"tags.team": "x", "DBSubnetGroup.Subnets.0.SubnetIdentifier": "subnet-1", "PendingModifiedValues.MasterUserPassword": "[cut length=16-31 class=text]"},
		check: func(t *testing.T, _ *aFake, elements []map[string]any) {
			golden(t, "rds.instances", elements)
		},
	}})
}

func TestDBClusters(t *testing.T) {
	worlds(t, "rds.clusters", map[string]world{"as it comes": {
		answers: replies{"rds:DescribeDBClusters": {{body: `<DBClusters><DBCluster>
			<DBClusterArn>` + rdsArn + `cluster:orders</DBClusterArn><DBClusterIdentifier>orders</DBClusterIdentifier><Engine>aurora-postgresql</Engine><MultiAZ>true</MultiAZ>
			<StorageEncrypted>true</StorageEncrypted><KmsKeyId>arn:aws:kms:ap-northeast-1:111122223333:key/k1</KmsKeyId><CopyTagsToSnapshot>true</CopyTagsToSnapshot>
			<DBClusterMembers><DBClusterMember><DBInstanceIdentifier>orders-1</DBInstanceIdentifier><IsClusterWriter>true</IsClusterWriter></DBClusterMember></DBClusterMembers>
			<EnabledCloudwatchLogsExports><member>postgresql</member></EnabledCloudwatchLogsExports>
			<MasterUserSecret><SecretArn>arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:rds!cluster-1</SecretArn><SecretStatus>active</SecretStatus></MasterUserSecret>
			<PendingModifiedValues><MasterUserPassword>correct horse battery staple</MasterUserPassword></PendingModifiedValues>
			<TagList><Tag><Key>team</Key><Value>x</Value></Tag></TagList>
		</DBCluster></DBClusters>`}}},
		ids: []string{rdsArn + "cluster:orders"},
		has: map[string]any{"tags.team": "x", "EnabledCloudwatchLogsExports.0": "postgresql", "PendingModifiedValues.MasterUserPassword": "[cut length=16-31 class=text]"},
	}})
}

func TestDBSnapshots(t *testing.T) {
	attributes := func(of, values string) string {
		return fmt.Sprintf("<%[1]sAttributesResult><%[1]sAttributes><%[1]sAttribute><AttributeName>restore</AttributeName><AttributeValues>%[2]s</AttributeValues></%[1]sAttribute></%[1]sAttributes></%[1]sAttributesResult>", of, values)
	}
	instances := []reply{
		{when: "Marker=two", body: `<DBSnapshots><DBSnapshot><DBSnapshotArn>` + rdsArn + `snapshot:b</DBSnapshotArn><DBSnapshotIdentifier>b</DBSnapshotIdentifier><SnapshotType>manual</SnapshotType></DBSnapshot></DBSnapshots>`},
		{body: `<DBSnapshots><DBSnapshot><DBSnapshotArn>` + rdsArn + `snapshot:a</DBSnapshotArn><DBSnapshotIdentifier>a</DBSnapshotIdentifier><SnapshotType>manual</SnapshotType><Engine>mysql</Engine>
			<TagList><Tag><Key>team</Key><Value>x</Value></Tag></TagList></DBSnapshot>
			<DBSnapshot><DBSnapshotArn>` + rdsArn + `snapshot:rds:c</DBSnapshotArn><DBSnapshotIdentifier>rds:c</DBSnapshotIdentifier><SnapshotType>automated</SnapshotType></DBSnapshot></DBSnapshots><Marker>two</Marker>`},
	}
	clusters := []reply{
		{when: "Marker=two", body: `<DBClusterSnapshots><DBClusterSnapshot><DBClusterSnapshotArn>` + rdsArn + `cluster-snapshot:e</DBClusterSnapshotArn><DBClusterSnapshotIdentifier>e</DBClusterSnapshotIdentifier><SnapshotType>automated</SnapshotType></DBClusterSnapshot></DBClusterSnapshots>`},
		{body: `<DBClusterSnapshots><DBClusterSnapshot><DBClusterSnapshotArn>` + rdsArn + `cluster-snapshot:d</DBClusterSnapshotArn><DBClusterSnapshotIdentifier>d</DBClusterSnapshotIdentifier><SnapshotType>manual</SnapshotType><Engine>neptune</Engine></DBClusterSnapshot></DBClusterSnapshots><Marker>two</Marker>`},
	}
	all := []string{rdsArn + "cluster-snapshot:d", rdsArn + "cluster-snapshot:e", rdsArn + "snapshot:a", rdsArn + "snapshot:b", rdsArn + "snapshot:rds:c"}
	worlds(t, "rds.snapshots", map[string]world{
		"two pages of both kinds": {
			answers: replies{
				"rds:DescribeDBSnapshots": instances, "rds:DescribeDBClusterSnapshots": clusters,
				"rds:DescribeDBSnapshotAttributes":        {{when: "DBSnapshotIdentifier=b", code: "AccessDenied"}, {when: "DBSnapshotIdentifier=a", body: attributes("DBSnapshot", "<AttributeValue>all</AttributeValue>")}},
				"rds:DescribeDBClusterSnapshotAttributes": {{when: "DBClusterSnapshotIdentifier=d", body: attributes("DBClusterSnapshot", "")}},
			},
			ids:  all,
			gaps: []string{jp + " " + rdsArn + "snapshot:b rds:DescribeDBSnapshotAttributes AccessDenied AccessDenied"},
			check: func(t *testing.T, f *aFake, elements []map[string]any) {
				expect(t, "calls for the attributes of instances' snapshots", f.calls("rds:DescribeDBSnapshotAttributes"), 2)
				expect(t, "calls for the attributes of clusters' snapshots", f.calls("rds:DescribeDBClusterSnapshotAttributes"), 1)
				golden(t, "rds.snapshots", elements)
			},
		},
		"one that went in between is not there": {
			answers: replies{
				"rds:DescribeDBSnapshots": {{}}, "rds:DescribeDBClusterSnapshots": clusters,
				"rds:DescribeDBClusterSnapshotAttributes": {{code: "DBClusterSnapshotNotFoundFault"}},
			},
			ids: []string{rdsArn + "cluster-snapshot:e"},
		},
		"none":   {answers: replies{"rds:DescribeDBSnapshots": {{}}, "rds:DescribeDBClusterSnapshots": {{}}}},
		"denied": {answers: replies{"rds:DescribeDBSnapshots": {{code: "AccessDenied"}}}, gaps: []string{jp + " - rds:DescribeDBSnapshots AccessDenied AccessDenied"}},
		"those of clusters denied": {
			need:    []string{},
			answers: replies{"rds:DescribeDBSnapshots": {{body: instances[0].body}}, "rds:DescribeDBClusterSnapshots": {{code: "AccessDenied"}}},
			ids:     []string{rdsArn + "snapshot:b"},
			gaps:    []string{jp + " - rds:DescribeDBClusterSnapshots CutPage AccessDenied"},
		},
	})
}

// A global cluster is listed in each Region of a member, and kept once, in that of the member that writes.
func TestGlobalClusters(t *testing.T) {
	const arn = "arn:aws:rds::111122223333:global-cluster:world"
	worlds(t, "rds.global_clusters", map[string]world{"two regions": {
		answers: replies{"rds:DescribeGlobalClusters": {{body: `<GlobalClusters><GlobalClusterMember>
			<GlobalClusterArn>` + arn + `</GlobalClusterArn><GlobalClusterIdentifier>world</GlobalClusterIdentifier><Engine>aurora-mysql</Engine><EngineVersion>8.0.mysql_aurora.3.08.2</EngineVersion>
			<GlobalClusterMembers>
				<GlobalClusterMember><DBClusterArn>arn:aws:rds:us-east-1:111122223333:cluster:reader</DBClusterArn><IsWriter>false</IsWriter></GlobalClusterMember>
				<GlobalClusterMember><DBClusterArn>` + rdsArn + `cluster:writer</DBClusterArn><IsWriter>true</IsWriter></GlobalClusterMember>
			</GlobalClusterMembers></GlobalClusterMember></GlobalClusters>`}}},
		regions: []string{us, jp}, ids: []string{arn},
		has: map[string]any{"region": jp, "seen_in": []string{jp, us}, "EngineVersion": "8.0.mysql_aurora.3.08.2", "GlobalClusterMembers.1.IsWriter": true},
	}})
}

func TestEventSubscriptions(t *testing.T) {
	worlds(t, "rds.event_subscriptions", map[string]world{"as it comes": {
		answers: replies{"rds:DescribeEventSubscriptions": {{body: `<EventSubscriptionsList><EventSubscription>
			<CustSubscriptionId>clusters</CustSubscriptionId><Enabled>true</Enabled><SourceType>db-cluster</SourceType><SnsTopicArn>arn:aws:sns:ap-northeast-1:111122223333:ops</SnsTopicArn>
			<EventCategoriesList><EventCategory>failover</EventCategory></EventCategoriesList><SourceIdsList><SourceId>orders</SourceId></SourceIdsList><Status>active</Status>
		</EventSubscription></EventSubscriptionsList>`}}},
		ids: []string{rdsArn + "es:clusters"},
		has: map[string]any{"Enabled": true, "EventCategoriesList.0": "failover", "SourceIdsList.0": "orders", "SnsTopicArn": "arn:aws:sns:ap-northeast-1:111122223333:ops"},
	}})
}
