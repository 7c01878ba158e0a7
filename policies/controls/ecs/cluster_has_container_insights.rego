# METADATA
# title: ECS clusters should use Container Insights
# description: >-
#   Metrics of each service and task are what alarms and investigations rest on. Enhanced observability includes them.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-container-insights-enabled.html
# custom:
#   id: ECS.12
#   title_ja: ECSクラスターではContainer Insightsを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.clusters
#   resource: AWS::ECS::Cluster
#   standards: {fsbp: [ECS.12], nist-800-53-r5: [ECS.12], control-tower: [ECS.12]}
#   reasons:
#     on: {en: "Container Insights is on", ja: "Container Insightsが有効です"}
#     off: {en: "Container Insights is off", ja: "Container Insightsが無効です"}
#   remediation:
#     en: "Turn Container Insights on for the cluster. CloudWatch charges for its metrics."
#     ja: "クラスターのContainer Insightsを有効にします。CloudWatchのメトリクス料金が発生します。"
package controls.ecs.cluster_has_container_insights

import data.lib.clusters
import data.lib.result

findings contains result.pass(cluster, "on", {}, _reads) if {
	some cluster in input.ecs.clusters
	cluster.id in clusters.insightful
}

findings contains result.fail(cluster, "off", {}, _reads) if {
	some cluster in input.ecs.clusters
	not cluster.id in clusters.insightful
}

_reads := ["Settings.Name", "Settings.Value"]

plan contains step if {
	some cluster in input.ecs.clusters
	some step in clusters.insight_steps(cluster)
}
