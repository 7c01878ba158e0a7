# METADATA
# title: Redshift clusters should upgrade to major versions automatically
# description: >-
#   Upgrades bring the fixes of security holes; they come in the maintenance window.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-cluster-maintenancesettings-check.html
# custom:
#   id: Redshift.6
#   title_ja: Redshiftクラスターではメジャーバージョンへの自動アップグレードを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.6], nist-800-53-r5: [Redshift.6], control-tower: [Redshift.6]}
#   reasons:
#     automatic: {en: "versions are upgraded automatically", ja: "バージョンは自動的にアップグレードされます"}
#     manual: {en: "versions are not upgraded automatically", ja: "バージョンが自動的にアップグレードされません"}
#   remediation: {en: "Allow version upgrades of the cluster.", ja: "クラスターのバージョンアップグレードを許可します。"}
package controls.redshift.cluster_upgrades_versions

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "automatic", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _automatic
}

findings contains result.fail(cluster, "manual", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _automatic
}

_reads := ["AllowVersionUpgrade"]

_automatic contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.AllowVersionUpgrade == true
}

plan contains steps.step(
	cluster,
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "AllowVersionUpgrade": true})],
	[steps.call("redshift", "ModifyCluster", {"ClusterIdentifier": cluster.ClusterIdentifier, "AllowVersionUpgrade": false})],
	[steps.changed("redshift.clusters", cluster.id, "AllowVersionUpgrade", true)],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _automatic
}
