# METADATA
# title: Tests of the clusters, and clusters for the tests of controls
package lib.clusters_test

import data.lib.clusters

_cluster(more) := object.union({"id": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c", "region": "ap-northeast-1", "ClusterArn": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c"}, more)

# METADATA
# description: Clusters, each with whether they have Container Insights.
cases := {
	"enabled": {"cluster": _cluster({"Settings": [{"Name": "containerInsights", "Value": "enabled"}]}), "want": true},
	"enhanced": {"cluster": _cluster({"Settings": [{"Name": "containerInsights", "Value": "enhanced"}]}), "want": true},
	"disabled": {"cluster": _cluster({"Settings": [{"Name": "containerInsights", "Value": "disabled"}]}), "want": false},
	"another setting": {"cluster": _cluster({"Settings": [{"Name": "other", "Value": "enabled"}]}), "want": false},
	"an empty list": {"cluster": _cluster({"Settings": []}), "want": false},
	"no settings": {"cluster": _cluster({}), "want": false},
}

test_insightful[name] if {
	some name, tc in cases
	got := clusters.insightful with input.ecs.clusters as [tc.cluster]
	got == {tc.cluster.id | tc.want}
}
