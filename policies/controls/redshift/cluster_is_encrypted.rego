# METADATA
# title: Redshift clusters should be encrypted at rest
# description: >-
#   Encryption keeps blocks and snapshots from whoever gets hold of the storage.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-cluster-kms-enabled.html
# custom:
#   id: Redshift.10
#   title_ja: Redshiftクラスターは保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.10], nist-800-53-r5: [Redshift.10], control-tower: [Redshift.10]}
#   reasons:
#     encrypted: {en: "the cluster is encrypted at rest", ja: "クラスターは保管時に暗号化されています"}
#     plain: {en: "the cluster is not encrypted at rest", ja: "クラスターは保管時に暗号化されていません"}
#   remediation: {en: "Turn on encryption of the cluster; Redshift moves the data in the background, and the cluster can be read only for a while.", ja: "クラスターの暗号化を有効にします。データはバックグラウンドで移行され、その間クラスターは一時的に読み取り専用になります。"}
package controls.redshift.cluster_is_encrypted

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "encrypted", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _encrypted
}

findings contains result.fail(cluster, "plain", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _encrypted
}

_reads := ["Encrypted"]

_encrypted contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.Encrypted == true
}

plan contains steps.step(
	cluster,
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "Encrypted": true})],
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "Encrypted": false})],
	[steps.changed("redshift.clusters", cluster.id, "Encrypted", true)],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _encrypted
}
