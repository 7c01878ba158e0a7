# METADATA
# title: ElastiCache clusters should upgrade to minor versions automatically
# description: >-
#   Minor versions bring the fixes of security holes. As in the Config rule, Memcached clusters are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-auto-minor-version-upgrade-check.html
# custom:
#   id: ElastiCache.2
#   title_ja: ElastiCacheクラスターではマイナーバージョンの自動アップグレードを有効にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: elasticache.clusters
#   resource: AWS::ElastiCache::CacheCluster
#   standards: {fsbp: [ElastiCache.2], nist-800-53-r5: [ElastiCache.2], pci-dss-4.0.1: [ElastiCache.2]}
#   reasons:
#     automatic: {en: "minor versions are installed automatically", ja: "マイナーバージョンは自動的に適用されます"}
#     manual: {en: "minor versions are not installed automatically", ja: "マイナーバージョンが自動的に適用されません"}
#   remediation: {en: "Switch on automatic minor version upgrades of the cluster, or of the replication group that it belongs to.", ja: "クラスター（レプリケーショングループに属する場合はそのグループ）でマイナーバージョンの自動アップグレードを有効にします。"}
package controls.elasticache.cluster_upgrades_minor_versions

import data.lib.result
import data.lib.steps

subjects contains id if some id in _upgradable

findings contains result.pass(cluster, "automatic", {}, _reads) if {
	some cluster in input.elasticache.clusters
	cluster.id in _upgradable
	cluster.id in _automatic
}

findings contains result.fail(cluster, "manual", {}, _reads) if {
	some cluster in input.elasticache.clusters
	cluster.id in _upgradable
	not cluster.id in _automatic
}

_reads := ["AutoMinorVersionUpgrade"]

_upgradable contains cluster.id if {
	some cluster in input.elasticache.clusters
	not cluster.id in _memcached
}

_automatic contains cluster.id if {
	some cluster in input.elasticache.clusters
	cluster.AutoMinorVersionUpgrade == true
}

_memcached contains cluster.id if {
	some cluster in input.elasticache.clusters
	cluster.Engine == "memcached"
}

_grouped contains cluster.id if {
	some cluster in input.elasticache.clusters
	cluster.ReplicationGroupId != ""
}

plan contains steps.step(
	cluster,
	[steps.call("elasticache", "ModifyCacheCluster", {"CacheClusterId": cluster.CacheClusterId, "AutoMinorVersionUpgrade": true})],
	[steps.call("elasticache", "ModifyCacheCluster", {"CacheClusterId": cluster.CacheClusterId, "AutoMinorVersionUpgrade": false})],
	[steps.changed("elasticache.clusters", cluster.id, "AutoMinorVersionUpgrade", true)],
) if {
	some cluster in input.elasticache.clusters
	cluster.id in _upgradable
	not cluster.id in _automatic
	not cluster.id in _grouped
}

# The setting of a group is that of all its clusters.
plan contains steps.step(
	cluster,
	[steps.call("elasticache", "ModifyReplicationGroup", {"ReplicationGroupId": cluster.ReplicationGroupId, "AutoMinorVersionUpgrade": true})],
	[steps.call("elasticache", "ModifyReplicationGroup", {"ReplicationGroupId": cluster.ReplicationGroupId, "AutoMinorVersionUpgrade": false})],
	[steps.changed("elasticache.clusters", cluster.id, "AutoMinorVersionUpgrade", true)],
) if {
	some cluster in input.elasticache.clusters
	cluster.id in _upgradable
	not cluster.id in _automatic
	cluster.id in _grouped
}
