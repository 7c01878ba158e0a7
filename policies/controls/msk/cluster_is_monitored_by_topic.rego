# METADATA
# title: MSK clusters should have enhanced monitoring by topic and broker
# description: >-
#   Only metrics of each topic on each broker show what fills a disk or holds up a consumer. Serverless clusters have no such setting.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/msk-enhanced-monitoring-enabled.html
# custom:
#   id: MSK.2
#   title_ja: MSKクラスターではトピックとブローカー単位の拡張モニタリングを有効にする必要があります
#   severity: LOW
#   subject: resource
#   collection: kafka.clusters
#   resource: AWS::MSK::Cluster
#   standards: {nist-800-53-r5: [MSK.2]}
#   reasons:
#     detailed: {en: "the level of monitoring is {level}", ja: "モニタリングレベルは {level} です"}
#     coarse: {en: "the level of monitoring is below PER_TOPIC_PER_BROKER", ja: "モニタリングレベルがPER_TOPIC_PER_BROKERを下回っています"}
#   remediation: {en: "Set enhanced monitoring to PER_TOPIC_PER_BROKER or PER_TOPIC_PER_PARTITION; the metrics cost money.", ja: "拡張モニタリングをPER_TOPIC_PER_BROKERまたはPER_TOPIC_PER_PARTITIONに設定します（メトリクスは有料です）。"}
package controls.msk.cluster_is_monitored_by_topic

import data.lib.result
import data.lib.steps

subjects contains id if some id in _provisioned

findings contains result.pass(cluster, "detailed", {"level": cluster.Provisioned.EnhancedMonitoring}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	cluster.id in _detailed
}

findings contains result.fail(cluster, "coarse", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	not cluster.id in _detailed
}

_reads := ["Provisioned.EnhancedMonitoring"]

_provisioned contains cluster.id if {
	some cluster in input.kafka.clusters
	not cluster.id in _serverless
}

_detailed contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.Provisioned.EnhancedMonitoring in {"PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"}
}

_serverless contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.ClusterType == "SERVERLESS"
}

# Each change gives the cluster another version, which the call that takes it back would have to name.
plan contains steps.step(
	cluster,
	[steps.call("kafka", "UpdateMonitoring", {"ClusterArn": cluster.ClusterArn, "CurrentVersion": cluster.CurrentVersion, "EnhancedMonitoring": "PER_TOPIC_PER_BROKER"})],
	[],
	[steps.changed("kafka.clusters", cluster.id, "Provisioned.EnhancedMonitoring", "PER_TOPIC_PER_BROKER")],
) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	not cluster.id in _detailed
}
