# METADATA
# title: ECS clusters
# description: Predicates about clusters of ECS that several controls share.
package lib.clusters

import data.lib.steps

# METADATA
# description: Ids of the clusters with Container Insights, with or without enhanced observability.
insightful contains cluster.id if {
	some cluster in input.ecs.clusters
	some setting in cluster.Settings
	setting.Name == "containerInsights"
	setting.Value in {"enabled", "enhanced"}
}

# METADATA
# description: The step that turns Container Insights on for this cluster.
insight_steps(cluster) := [steps.step(
	cluster,
	[steps.call("ecs", "UpdateClusterSettings", {"cluster": cluster.ClusterArn, "settings": [{"name": "containerInsights", "value": "enabled"}]})],
	[steps.call("ecs", "UpdateClusterSettings", {"cluster": cluster.ClusterArn, "settings": [{"name": "containerInsights", "value": "disabled"}]})],
	[steps.changed("ecs.clusters", cluster.id, "Settings", [{"Name": "containerInsights", "Value": "enabled"}])],
)] if {
	not cluster.id in insightful
}
