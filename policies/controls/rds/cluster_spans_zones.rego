# METADATA
# title: RDS DB clusters should be configured for multiple Availability Zones
# description: >-
#   A cluster with an instance in a second zone goes on when the first one fails; an Aurora cluster with a single instance has to make a new
#   one. MultiAZ says whether there are instances in more than one zone. Clusters of Neptune and DocumentDB, which the same API lists,
#   are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-15
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-cluster-multi-az-enabled.html
# custom:
#   id: RDS.15
#   title_ja: RDS DBクラスターは複数のアベイラビリティーゾーンで構成する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: rds.clusters
#   resource: AWS::RDS::DBCluster
#   standards: {fsbp: [RDS.15], cis-5.0: ["2.2.4"], nist-800-53-r5: [RDS.15], control-tower: [RDS.15]}
#   reasons:
#     several: {en: the cluster has instances in more than one Availability Zone, ja: クラスターのインスタンスは複数のアベイラビリティーゾーンに配置されています}
#     single: {en: the cluster does not have instances in more than one Availability Zone, ja: クラスターのインスタンスが複数のアベイラビリティーゾーンに配置されていません}
#   remediation:
#     en: "Add a reader in another Availability Zone with rds:CreateDBInstance and the DBClusterIdentifier of the cluster; its class decides the price."
#     ja: "rds:CreateDBInstanceでクラスターのDBClusterIdentifierを指定し、別のアベイラビリティーゾーンにリーダーインスタンスを追加します。料金はインスタンスクラスによって決まります。"
#   manual: decision
package controls.rds.cluster_spans_zones

import data.lib.databases
import data.lib.result

subjects contains id if some id in databases.clusters

findings contains result.pass(cluster, "several", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _doubled
}

findings contains result.fail(cluster, "single", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not cluster.id in _doubled
}

_reads := ["MultiAZ"]

_doubled contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.MultiAZ == true
}
