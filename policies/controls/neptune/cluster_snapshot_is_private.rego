# METADATA
# title: Neptune DB cluster snapshots should not be public
# description: >-
#   Every AWS account can restore a public snapshot and read the data in it. Manual snapshots can be shared, automated ones cannot.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html#neptune-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/neptune-cluster-snapshot-public-prohibited.html
# custom:
#   id: Neptune.3
#   title_ja: Neptune DBクラスタースナップショットは公開しない必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: rds.snapshots
#   resource: AWS::RDS::DBClusterSnapshot
#   standards: {fsbp: [Neptune.3], nist-800-53-r5: [Neptune.3], pci-dss-4.0.1: [Neptune.3], control-tower: [Neptune.3]}
#   reasons:
#     private: {en: the snapshot is not public, ja: スナップショットは公開されていません}
#     public: {en: every AWS account can restore the snapshot, ja: すべてのAWSアカウントがスナップショットを復元できます}
#   remediation: {en: "Take the value all from the snapshot's attribute restore; share it with accounts by name where that is needed.", ja: "スナップショットのrestore属性からallを削除します。共有が必要な場合はアカウントを指定します。"}
package controls.neptune.cluster_snapshot_is_private

import data.lib.databases
import data.lib.result

subjects contains id if some id in databases.neptune_snapshots

findings contains result.pass(snapshot, "private", {}, _reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.neptune_snapshots
	not snapshot.id in databases.public_snapshots
}

findings contains result.fail(snapshot, "public", {}, _reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.neptune_snapshots
	snapshot.id in databases.public_snapshots
}

_reads := [
	"SnapshotType",
	"DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes",
]

plan contains databases.unsharing(snapshot) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.neptune_snapshots
	snapshot.id in databases.public_snapshots
}
