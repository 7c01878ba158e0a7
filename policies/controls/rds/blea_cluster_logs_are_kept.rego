# METADATA
# title: Database logs are exported and kept at least 90 days
# description: >-
#   Clusters of PostgreSQL export postgresql, those of Aurora MySQL audit, error, general and slowquery, and Multi-AZ clusters of MySQL, which have no audit
#   log to export, the other three. The log group of each keeps events for 90 days or for ever. Clusters of other engines are left
#   out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
# custom:
#   id: BLEA.RDS.5
#   title_ja: DBログがCloudWatch Logsへ出力され90日以上保持されている
#   severity: LOW
#   subject: resource
#   collection: rds.clusters
#   resource: AWS::RDS::DBCluster
#   profiles: [guest-ecs]
#   measure: operations
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.5]}
#   reasons:
#     kept: {en: the logs are exported and kept for 90 days or longer, ja: ログはCloudWatch Logsへ出力され90日以上保持されます}
#     not_exported: {en: "the logs {logs} are not exported", ja: "ログ {logs} がCloudWatch Logsへ出力されていません"}
#     short: {en: "the log groups {groups} keep events for less than 90 days", ja: "ロググループ {groups} の保持期間が90日未満です"}
#     no_group: {en: "the log groups {groups} do not exist", ja: "ロググループ {groups} が存在しません"}
#   remediation:
#     en: "Export the logs of the cluster to CloudWatch Logs and set the retention of their log groups to 90 days."
#     ja: "クラスターのログをCloudWatch Logsへ出力し、ロググループの保持期間を90日に設定します。"
package controls.rds.blea_cluster_logs_are_kept

import data.lib.result
import data.lib.steps

subjects contains id if some id in _judged

findings contains result.pass(cluster, "kept", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in _judged
	not cluster.id in _silent
	not cluster.id in _short
	not cluster.id in _groupless
}

findings contains result.fail(cluster, "not_exported", {"logs": sort(_unexported(cluster))}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in _silent
}

findings contains result.fail(cluster, "short", {"groups": _short_names(cluster)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in _short
	not cluster.id in _silent
}

findings contains result.fail(cluster, "no_group", {"groups": _missing_names(cluster)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in _groupless
	not cluster.id in _silent
	not cluster.id in _short
}

_reads := [
	"Engine",
	"EnabledCloudwatchLogsExports",
	"input.logs.log_groups.RetentionInDays",
]

_logs := {
	"aurora-postgresql": {"postgresql"},
	"postgres": {"postgresql"},
	"aurora-mysql": {"audit", "error", "general", "slowquery"},
	"aurora": {"audit", "error", "general", "slowquery"},
	"mysql": {"error", "general", "slowquery"},
}

_judged contains cluster.id if {
	some cluster in input.rds.clusters
	some _ in _logs[cluster.Engine]
}

_silent contains cluster.id if {
	some cluster in input.rds.clusters
	some log in _logs[cluster.Engine]
	not _exports(cluster, log)
}

_unexported(cluster) := {log |
	some log in _logs[cluster.Engine]
	not _exports(cluster, log)
}

_exports(cluster, log) if log in cluster.EnabledCloudwatchLogsExports

_short contains cluster.id if {
	some cluster in input.rds.clusters
	some log in _logs[cluster.Engine]
	_group(cluster, log) in _short_groups[cluster.region]
}

_short_names(cluster) := sort({_group(cluster, log) |
	some log in _logs[cluster.Engine]
	_group(cluster, log) in _short_groups[cluster.region]
})

_groupless contains cluster.id if {
	some cluster in input.rds.clusters
	some log in _logs[cluster.Engine]
	not [cluster.region, _group(cluster, log)] in _groups
}

_missing_names(cluster) := sort({_group(cluster, log) |
	some log in _logs[cluster.Engine]
	not [cluster.region, _group(cluster, log)] in _groups
})

_group(cluster, log) := sprintf("/aws/rds/cluster/%s/%s", [cluster.DBClusterIdentifier, log])

_groups contains [group.region, group.LogGroupName] if some group in input.logs.log_groups

_short_groups[group.region] contains group.LogGroupName if {
	some group in input.logs.log_groups
	group.RetentionInDays < 90
}

plan contains steps.step(
	cluster,
	[steps.call("rds", "ModifyDBCluster", {"DBClusterIdentifier": cluster.DBClusterIdentifier, "CloudwatchLogsExportConfiguration": {"EnableLogTypes": sort(_unexported(cluster))}})],
	[steps.call("rds", "ModifyDBCluster", {"DBClusterIdentifier": cluster.DBClusterIdentifier, "CloudwatchLogsExportConfiguration": {"DisableLogTypes": sort(_unexported(cluster))}})],
	[steps.changed("rds.clusters", cluster.id, "EnabledCloudwatchLogsExports", sort(_logs[cluster.Engine] | _exported(cluster)))],
) if {
	some cluster in input.rds.clusters
	cluster.id in _silent
}

_exported(cluster) := {log | some log in cluster.EnabledCloudwatchLogsExports}

plan contains steps.step(
	cluster,
	[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": 90})],
	[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": group.RetentionInDays})],
	[steps.changed("logs.log_groups", group.id, "RetentionInDays", 90)],
) if {
	some cluster in input.rds.clusters
	not cluster.id in _silent
	some log in _logs[cluster.Engine]
	some group in input.logs.log_groups
	group.region == cluster.region
	group.LogGroupName == _group(cluster, log)
	group.RetentionInDays < 90
}
