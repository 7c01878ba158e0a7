# METADATA
# title: A database CPU alarm notifies
# description: >-
#   An alarm on the CPU of the cluster, or one on that of each of its instances, goes off at 90 percent at the latest, and somebody hears of it. Clusters
#   of Neptune and DocumentDB, which the same API lists, are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
# custom:
#   id: BLEA.RDS.6
#   title_ja: DBのCPUアラームが通知される
#   severity: LOW
#   subject: resource
#   collection: rds.clusters
#   resource: AWS::RDS::DBCluster
#   profiles: [guest-ecs]
#   measure: notification
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.6]}
#   reasons:
#     heard: {en: an alarm on the CPU of the cluster or of each of its instances comes to somebody, ja: クラスターまたはその全インスタンスのCPUアラームが通知されます}
#     foreign: {en: "the alarms {alarms} tell a topic of another account, which was not scanned", ja: "アラーム {alarms} の通知先は、スキャンされていない別アカウントのトピックです"}
#     unclear: {en: "whether the alarms {alarms} reach their topic depends on conditions of a policy that the evidence leaves open", ja: "アラーム {alarms} がトピックに届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     unheard: {en: "the alarms {alarms} do not come to anybody: their topic is missing, does not admit them or has no confirmed subscriber", ja: "アラーム {alarms} は誰にも届きません。トピックが存在しないか、発行を許可していないか、確認済みの購読者がいません"}
#     no_action: {en: "the alarms {alarms} have no action that tells anybody, or their actions are off", ja: "アラーム {alarms} には通知するアクションがないか、アクションが無効です"}
#     no_alarm: {en: "neither the cluster nor each of its instances has an alarm on its CPU with a threshold of at most 90", ja: "クラスターまたはその全インスタンスに、しきい値90以下のCPUアラームがありません"}
#   remediation:
#     en: "Create an alarm on CPUUtilization of the cluster with a threshold of 90 that tells the monitoring topic."
#     ja: "クラスターのCPUUtilizationにしきい値90のアラームを作成し、監視用トピックへ通知します。"
#   manual: deployment
package controls.rds.blea_cluster_load_raises_alarm

import data.lib.alerts
import data.lib.databases
import data.lib.metric_alarms
import data.lib.result

subjects contains id if some id in databases.clusters

findings contains result.pass(cluster, "heard", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	_past(cluster, metric_alarms.heard)
}

findings contains result.warn(cluster, "foreign", {"alarms": _alarms(cluster)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	_past(cluster, alerts.alarm_settled)
	not _past(cluster, metric_alarms.heard)
}

findings contains result.not_available(cluster, "unclear", {"alarms": _alarms(cluster)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	_past(cluster, alerts.alarm_received)
	not _past(cluster, alerts.alarm_settled)
	not _past(cluster, metric_alarms.heard)
}

findings contains result.fail(cluster, "unheard", {"alarms": _alarms(cluster)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	_past(cluster, alerts.alarm_acts)
	not _past(cluster, alerts.alarm_received)
	not _past(cluster, metric_alarms.heard)
}

findings contains result.fail(cluster, "no_action", {"alarms": _alarms(cluster)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	_past(cluster, alerts.any_alarm)
	not _past(cluster, alerts.alarm_acts)
	not _past(cluster, metric_alarms.heard)
}

findings contains result.fail(cluster, "no_alarm", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not _past(cluster, alerts.any_alarm)
}

_reads := [
	"DBClusterIdentifier",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.AlarmActions",
]

_past(cluster, hop) if metric_alarms.carried(_of_cluster(cluster), hop)

_past(cluster, hop) if {
	some _ in cluster.DBClusterMembers
	every member in cluster.DBClusterMembers {
		metric_alarms.carried(_of_member(cluster, member), hop)
	}
}

_of_cluster(cluster) := metric_alarms.watch(cluster.region, "AWS/RDS", "CPUUtilization", "DBClusterIdentifier", cluster.DBClusterIdentifier)

_of_member(cluster, member) := metric_alarms.watch(cluster.region, "AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", member.DBInstanceIdentifier)

_alarms(cluster) := sort({arn | some arn in metric_alarms.named(_of_cluster(cluster))} | {arn |
	some member in cluster.DBClusterMembers
	some arn in metric_alarms.named(_of_member(cluster, member))
})
