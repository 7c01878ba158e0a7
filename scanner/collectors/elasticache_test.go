package collectors

import "testing"

const (
	listCaches      = "elasticache:DescribeCacheClusters"
	listCacheGroups = "elasticache:DescribeReplicationGroups"
	listCacheTags   = "elasticache:ListTagsForResource"
	cacheArn        = "arn:aws:elasticache:ap-northeast-1:111122223333:"
)

// somePages are two pages of clusters: one alone and the node of a group.
var somePages = []reply{
	{when: "Marker=two", body: `<CacheClusters><CacheCluster><CacheClusterId>node</CacheClusterId><ARN>` + cacheArn + `cluster:node</ARN><Engine>redis</Engine>
		<ReplicationGroupId>group</ReplicationGroupId><SnapshotRetentionLimit>0</SnapshotRetentionLimit></CacheCluster></CacheClusters>`},
	{body: `<CacheClusters><CacheCluster><CacheClusterId>alone</CacheClusterId><ARN>` + cacheArn + `cluster:alone</ARN><Engine>memcached</Engine>
		<AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade><CacheSubnetGroupName>default</CacheSubnetGroupName>
		<SecurityGroups><member><SecurityGroupId>sg-1</SecurityGroupId><Status>active</Status></member></SecurityGroups></CacheCluster></CacheClusters><Marker>two</Marker>`},
}

var someGroups = []reply{
	{when: "Marker=two", body: `<ReplicationGroups><ReplicationGroup><ReplicationGroupId>z</ReplicationGroupId><ARN>` + cacheArn + `replicationgroup:z</ARN></ReplicationGroup></ReplicationGroups>`},
	{body: `<ReplicationGroups><ReplicationGroup><ReplicationGroupId>group</ReplicationGroupId><ARN>` + cacheArn + `replicationgroup:group</ARN><Engine>valkey</Engine>
		<SnapshotRetentionLimit>7</SnapshotRetentionLimit><MemberClusters><ClusterId>node</ClusterId></MemberClusters></ReplicationGroup></ReplicationGroups><Marker>two</Marker>`},
}

func TestCacheClusters(t *testing.T) {
	worlds(t, "elasticache.clusters", map[string]world{
		"two pages": {
			answers: replies{listCaches: somePages, listCacheTags: {{when: "node", code: "AccessDenied"}, {body: `<TagList><Tag><Key>team</Key><Value>x</Value></Tag></TagList>`}}},
			ids:     []string{cacheArn + "cluster:alone", cacheArn + "cluster:node"},
			gaps:    []string{jp + " " + cacheArn + "cluster:node " + listCacheTags + " AccessDenied AccessDenied"},
			has: map[string]any{
				"arn": cacheArn + "cluster:alone", "Engine": "memcached", "AutoMinorVersionUpgrade": true, "CacheSubnetGroupName": "default",
				"SecurityGroups.0.SecurityGroupId": "sg-1", "ListTagsForResource.TagList.0.Key": "team", "SnapshotRetentionLimit": nil,
			},
		},
		"the second page is denied": {
			answers: replies{listCaches: {{when: "Marker=two", code: "AccessDenied"}, somePages[1]}}, need: []string{},
			ids: []string{cacheArn + "cluster:alone"}, gaps: []string{jp + " - " + listCaches + " CutPage AccessDenied"},
		},
		"none":   {answers: replies{listCaches: {{body: `<CacheClusters/>`}}}},
		"denied": {answers: replies{listCaches: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + listCaches + " AccessDenied AccessDenied"}},
	})
}

func TestReplicationGroups(t *testing.T) {
	worlds(t, "elasticache.replication_groups", map[string]world{
		"two pages": {
			answers: replies{listCacheGroups: someGroups, listCacheTags: {{body: `<TagList/>`}}},
			ids:     []string{cacheArn + "replicationgroup:group", cacheArn + "replicationgroup:z"},
			has:     map[string]any{"arn": cacheArn + "replicationgroup:group", "Engine": "valkey", "SnapshotRetentionLimit": 7, "MemberClusters": []string{"node"}},
		},
		"none":   {answers: replies{listCacheGroups: {{body: `<ReplicationGroups/>`}}}},
		"denied": {answers: replies{listCacheGroups: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + listCacheGroups + " AccessDenied AccessDenied"}},
	})
}

func TestCaches(t *testing.T) {
	worlds(t, "elasticache.caches", map[string]world{
		"groups, and clusters of none": {
			answers: replies{listCaches: somePages, listCacheGroups: someGroups},
			ids:     []string{cacheArn + "cluster:alone", cacheArn + "replicationgroup:group", cacheArn + "replicationgroup:z"},
			has:     map[string]any{"arn": cacheArn + "cluster:alone", "type": "AWS::ElastiCache::CacheCluster", "CacheCluster.Engine": "memcached", "ReplicationGroup": nil},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the type of a group", elements[1]["type"], "AWS::ElastiCache::ReplicationGroup")
				expect(t, "a group's retention", at(elements[1], "ReplicationGroup.SnapshotRetentionLimit"), 7)
				expect(t, "the type of the last group", elements[2]["type"], "AWS::ElastiCache::ReplicationGroup")
			},
		},
		"clusters are denied": {
			answers: replies{listCaches: {{code: "AccessDenied"}}, listCacheGroups: {{body: someGroups[0].body}}},
			ids:     []string{cacheArn + "replicationgroup:z"}, gaps: []string{jp + " - " + listCaches + " CutPage AccessDenied"},
		},
		"groups are denied": {answers: replies{listCacheGroups: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + listCacheGroups + " AccessDenied AccessDenied"}},
		"none":              {answers: replies{listCaches: {{body: `<CacheClusters/>`}}, listCacheGroups: {{body: `<ReplicationGroups/>`}}}},
	})
}
