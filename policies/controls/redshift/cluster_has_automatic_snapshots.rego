# METADATA
# title: Redshift clusters should have automatic snapshots
# description: >-
#   Snapshots are what brings the data back after a failure, or after somebody deleted it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-backup-enabled.html
# custom:
#   id: Redshift.3
#   title_ja: Redshiftクラスターでは自動スナップショットを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.3], nist-800-53-r5: [Redshift.3]}
#   parameters:
#     MinRetentionPeriod: {type: integer, default: 7, min: 7, max: 35}
#   reasons:
#     kept: {en: "automatic snapshots are kept for {days} days", ja: "自動スナップショットは{days}日間保持されます"}
#     short: {en: "automatic snapshots are not kept for at least {minimum} days", ja: "自動スナップショットが{minimum}日以上保持されていません"}
#   remediation: {en: "Set the number of days for which automatic snapshots are kept.", ja: "自動スナップショットの保持日数を設定します。"}
package controls.redshift.cluster_has_automatic_snapshots

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "kept", {"days": cluster.AutomatedSnapshotRetentionPeriod}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _kept
}

findings contains result.fail(cluster, "short", {"minimum": _minimum}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _kept
}

_reads := ["AutomatedSnapshotRetentionPeriod"]

_kept contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.AutomatedSnapshotRetentionPeriod >= _minimum
}

_minimum := data.parameters["Redshift.3"].MinRetentionPeriod

plan contains steps.step(
	cluster,
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "AutomatedSnapshotRetentionPeriod": _minimum})],
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "AutomatedSnapshotRetentionPeriod": cluster.AutomatedSnapshotRetentionPeriod})],
	[steps.changed("redshift.clusters", cluster.id, "AutomatedSnapshotRetentionPeriod", _minimum)],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _kept
}
