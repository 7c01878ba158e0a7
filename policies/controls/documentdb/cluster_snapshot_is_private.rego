# METADATA
# title: Amazon DocumentDB manual cluster snapshots should not be public
# description: >-
#   Every AWS account can restore a public snapshot and read the data in it. Manual snapshots can be shared, automated ones cannot.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html#documentdb-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/docdb-cluster-snapshot-public-prohibited.html
# custom:
#   id: DocumentDB.3
#   title_ja: Amazon DocumentDBの手動クラスタースナップショットは公開しない必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: rds.snapshots
#   resource: AWS::RDS::DBClusterSnapshot
#   standards: {fsbp: [DocumentDB.3], nist-800-53-r5: [DocumentDB.3], pci-dss-4.0.1: [DocumentDB.3], control-tower: [DocumentDB.3]}
#   reasons:
#     private: {en: the snapshot is not public, ja: スナップショットは公開されていません}
#     public: {en: every AWS account can restore the snapshot, ja: すべてのAWSアカウントがスナップショットを復元できます}
#   remediation: {en: "Take the value all from the snapshot's attribute restore; share it with accounts by name where that is needed.", ja: "スナップショットのrestore属性からallを削除します。共有が必要な場合はアカウントを指定します。"}
package controls.documentdb.cluster_snapshot_is_private

import data.lib.databases
import data.lib.result

subjects contains id if some id in databases.docdb_snapshots

findings contains result.pass(snapshot, "private", {}, _reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.docdb_snapshots
	not snapshot.id in databases.public_snapshots
}

findings contains result.fail(snapshot, "public", {}, _reads) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.docdb_snapshots
	snapshot.id in databases.public_snapshots
}

_reads := [
	"SnapshotType",
	"DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes",
]

plan contains databases.unsharing(snapshot) if {
	some snapshot in input.rds.snapshots
	snapshot.id in databases.docdb_snapshots
	snapshot.id in databases.public_snapshots
}
