# METADATA
# title: RDS snapshots should be private
# description: >-
#   Every AWS account can restore a public snapshot and read the data in it. Manual snapshots of instances and of clusters are judged; automated
#   ones cannot be shared. Snapshots of Neptune and DocumentDB, which the same API lists, have controls of their own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
# custom:
#   id: RDS.1
#   title_ja: RDSスナップショットはプライベートである必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: rds.snapshots
#   resource: AWS::RDS::DBSnapshot
#   standards: {fsbp: [RDS.1], nist-800-53-r5: [RDS.1], pci-dss-3.2.1: [RDS.1], control-tower: [RDS.1]}
#   reasons:
#     private: {en: the snapshot is not public, ja: スナップショットは公開されていません}
#     public: {en: every AWS account can restore the snapshot, ja: すべてのAWSアカウントがスナップショットを復元できます}
#   remediation: {en: "Take the value all from the snapshot's attribute restore; share it with accounts by name where that is needed.", ja: "スナップショットのrestore属性からallを削除します。共有が必要な場合はアカウントを指定します。"}
package controls.rds.snapshot_is_private

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.snapshots

findings contains result.pass(snapshot, "private", {}, _instance_reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.snapshots
	not snapshot.id in databases.cluster_snapshots
	not snapshot.id in databases.public_snapshots
}

findings contains result.fail(snapshot, "public", {}, _instance_reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.snapshots
	not snapshot.id in databases.cluster_snapshots
	snapshot.id in databases.public_snapshots
}

findings contains result.pass(snapshot, "private", {}, _cluster_reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.snapshots
	snapshot.id in databases.cluster_snapshots
	not snapshot.id in databases.public_snapshots
}

findings contains result.fail(snapshot, "public", {}, _cluster_reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.snapshots
	snapshot.id in databases.cluster_snapshots
	snapshot.id in databases.public_snapshots
}

_instance_reads := [
	"SnapshotType",
	"DescribeDBSnapshotAttributes.DBSnapshotAttributesResult.DBSnapshotAttributes",
]

_cluster_reads := [
	"SnapshotType",
	"DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes",
]

plan contains databases.unsharing(snapshot) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.snapshots
	snapshot.id in databases.cluster_snapshots
	snapshot.id in databases.public_snapshots
}

plan contains steps.step(
	snapshot,
	[steps.call("rds", "ModifyDBSnapshotAttribute", object.union(_restore(snapshot), {"ValuesToRemove": ["all"]}))],
	[steps.call("rds", "ModifyDBSnapshotAttribute", object.union(_restore(snapshot), {"ValuesToAdd": ["all"]}))],
	[steps.changed(
		"rds.snapshots", snapshot.id, "DescribeDBSnapshotAttributes.DBSnapshotAttributesResult.DBSnapshotAttributes",
		databases.without_everybody(snapshot.DescribeDBSnapshotAttributes.DBSnapshotAttributesResult.DBSnapshotAttributes),
	)],
) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.snapshots
	not snapshot.id in databases.cluster_snapshots
	snapshot.id in databases.public_snapshots
}

_restore(snapshot) := {"DBSnapshotIdentifier": snapshot.DBSnapshotIdentifier, "AttributeName": "restore"}
