# METADATA
# title: RDS global clusters should run on supported Aurora MySQL versions
# description: >-
#   Versions out of support get no security patches. The oldest version that counts as supported, and the versions with long-term support below it,
#   are those of Security Hub; they stand in kijun's table of versions, whose day the report tells. Global clusters of other engines are
#   left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-51
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-global-cluster-aurora-mysql-supported-version.html
# custom:
#   id: RDS.51
#   title_ja: RDSグローバルクラスターはサポートされているAurora MySQLバージョンで実行する必要があります
#   severity: HIGH
#   subject: resource
#   collection: rds.global_clusters
#   resource: AWS::RDS::GlobalCluster
#   standards: {fsbp: [RDS.51]}
#   reasons:
#     supported: {en: "{version} is not older than {minimum}, the oldest supported version", ja: "{version} はサポートされる最も古いバージョン {minimum} 以降です"}
#     long_term: {en: "{version} has long-term support", ja: "{version} は長期サポート(LTS)の対象です"}
#     old: {en: "{version} is older than {minimum}, the oldest supported version", ja: "{version} はサポートされる最も古いバージョン {minimum} より古いバージョンです"}
#     unknown: {en: the version of the engine is not told or has not the form of an Aurora MySQL version, ja: エンジンバージョンが不明か、Aurora MySQLのバージョンの形式ではありません}
#   remediation: {en: Upgrade the engine of all clusters of the global database to a supported version., ja: グローバルデータベースの全クラスターのエンジンをサポートされているバージョンにアップグレードします。}
#   manual: application
package controls.rds.global_cluster_version_is_supported

import data.lib.result

subjects contains id if some id in _aurora_mysql

findings contains result.pass(cluster, "long_term", {"version": cluster.EngineVersion}, _reads) if {
	some cluster in input.rds.global_clusters
	cluster.id in _aurora_mysql
	cluster.id in _long_term
}

findings contains result.pass(cluster, "supported", {"version": cluster.EngineVersion, "minimum": _table.minimum}, _reads) if {
	some cluster in input.rds.global_clusters
	cluster.id in _aurora_mysql
	cluster.id in _new
	not cluster.id in _long_term
}

findings contains result.fail(cluster, "old", {"version": cluster.EngineVersion, "minimum": _table.minimum}, _reads) if {
	some cluster in input.rds.global_clusters
	cluster.id in _aurora_mysql
	cluster.id in _readable
	not cluster.id in _new
	not cluster.id in _long_term
}

findings contains result.fail(cluster, "unknown", {}, _reads) if {
	some cluster in input.rds.global_clusters
	cluster.id in _aurora_mysql
	not cluster.id in _readable
	not cluster.id in _long_term
}

_reads := [
	"Engine",
	"EngineVersion",
]

_table := data.versions.supported["RDS.51"]

# Aurora MySQL 1 called itself aurora.
_aurora_mysql contains cluster.id if {
	some cluster in input.rds.global_clusters
	cluster.Engine in {"aurora-mysql", "aurora"}
}

_long_term contains cluster.id if {
	some cluster in input.rds.global_clusters
	cluster.EngineVersion in _table.long_term
}

_readable contains cluster.id if {
	some cluster in input.rds.global_clusters
	regex.match(_form, cluster.EngineVersion)
}

_new contains cluster.id if {
	some cluster in input.rds.global_clusters
	regex.match(_form, cluster.EngineVersion)
	_numbers(cluster.EngineVersion) >= _numbers(_table.minimum)
}

# 8.0.mysql_aurora.3.08.0: the version of MySQL, and that of Aurora.
_form := `^[0-9]+\.[0-9]+\.mysql_aurora\.[0-9]+\.[0-9]+\.[0-9]+$`

_numbers(version) := [to_number(part) | some part in split(split(version, ".mysql_aurora.")[1], ".")]
