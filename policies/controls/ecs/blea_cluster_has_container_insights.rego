# METADATA
# title: Container Insights is enabled on ECS clusters
# description: >-
#   Metrics of each service and task are what alarms and investigations rest on. The account's default becomes a cluster's own
#   setting when it is made, so the cluster's decides; enhanced observability includes it.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/deploy-container-insights-ECS-cluster.html
# custom:
#   id: BLEA.ECS.1
#   title_ja: ECSクラスターでContainer Insightsが有効である
#   severity: LOW
#   subject: resource
#   collection: ecs.clusters
#   resource: AWS::ECS::Cluster
#   profiles: [guest-ecs]
#   measure: operations
#   standards: {blea: [BLEA.ECS.1]}
#   reasons:
#     on: {en: "Container Insights is on", ja: "Container Insightsが有効です"}
#     off: {en: "Container Insights is off", ja: "Container Insightsが無効です"}
#   remediation:
#     en: "Turn Container Insights on for the cluster. CloudWatch charges for its metrics."
#     ja: "クラスターのContainer Insightsを有効にします。CloudWatchのメトリクス料金が発生します。"
package controls.ecs.blea_cluster_has_container_insights

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
