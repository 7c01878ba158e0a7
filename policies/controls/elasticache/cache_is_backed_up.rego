# METADATA
# title: ElastiCache clusters of Redis OSS and Valkey should be backed up automatically
# description: >-
#   A backup a day is what brings the data back after a failure. A replication group is backed up as one, so it is judged once and its
#   clusters are not; Memcached has no backups.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-redis-cluster-automatic-backup-check.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
# custom:
#   id: ElastiCache.1
#   title_ja: ElastiCache (Redis OSS、Valkey) クラスターでは自動バックアップを有効にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: elasticache.caches
#   resource: AWS::ElastiCache::ReplicationGroup
#   standards: {fsbp: [ElastiCache.1], nist-800-53-r5: [ElastiCache.1]}
#   parameters:
#     snapshotRetentionPeriod: {type: integer, default: 1, min: 1, max: 35}
#   reasons:
#     kept: {en: "backups are made every day and kept for {days} days", ja: "毎日バックアップされ、{days}日間保持されます"}
#     short: {en: "automatic backups are not kept for at least {minimum} days", ja: "自動バックアップが{minimum}日以上保持されていません"}
#   remediation: {en: "Set the number of days for which automatic backups are kept.", ja: "自動バックアップの保持日数を設定します。"}
package controls.elasticache.cache_is_backed_up

import data.lib.result
import data.lib.steps

subjects contains id if some id in _saveable

findings contains result.pass(cache, "kept", {"days": _days[cache.id]}, _reads) if {
	some cache in input.elasticache.caches
	cache.id in _saveable
	cache.id in _kept
}

findings contains result.fail(cache, "short", {"minimum": _minimum}, _reads) if {
	some cache in input.elasticache.caches
	cache.id in _saveable
	not cache.id in _kept
}

_reads := ["CacheCluster.SnapshotRetentionLimit", "ReplicationGroup.SnapshotRetentionLimit"]

_minimum := data.parameters["ElastiCache.1"].snapshotRetentionPeriod

_saveable contains cache.id if {
	some cache in input.elasticache.caches
	not cache.id in _memcached
}

_memcached contains cache.id if {
	some cache in input.elasticache.caches
	cache.CacheCluster.Engine == "memcached"
}

_kept contains id if {
	some id, days in _days
	days >= _minimum
}

_days[cache.id] := cache.CacheCluster.SnapshotRetentionLimit if some cache in input.elasticache.caches

_days[cache.id] := cache.ReplicationGroup.SnapshotRetentionLimit if some cache in input.elasticache.caches

plan contains steps.step(
	cache,
	[steps.call("elasticache", "ModifyCacheCluster", {"CacheClusterId": cache.CacheCluster.CacheClusterId, "SnapshotRetentionLimit": _minimum})],
	[steps.call("elasticache", "ModifyCacheCluster", {"CacheClusterId": cache.CacheCluster.CacheClusterId, "SnapshotRetentionLimit": _before(cache)})],
	[steps.changed("elasticache.caches", cache.id, "CacheCluster.SnapshotRetentionLimit", _minimum)],
) if {
	some cache in input.elasticache.caches
	cache.id in _saveable
	not cache.id in _kept
	cache.CacheCluster
}

plan contains steps.step(
	cache,
	[steps.call("elasticache", "ModifyReplicationGroup", object.union(_source(cache), {"ReplicationGroupId": cache.ReplicationGroup.ReplicationGroupId, "SnapshotRetentionLimit": _minimum}))],
	[steps.call("elasticache", "ModifyReplicationGroup", {"ReplicationGroupId": cache.ReplicationGroup.ReplicationGroupId, "SnapshotRetentionLimit": _before(cache)})],
	[steps.changed("elasticache.caches", cache.id, "ReplicationGroup.SnapshotRetentionLimit", _minimum)],
) if {
	some cache in input.elasticache.caches
	cache.id in _saveable
	not cache.id in _kept
	cache.ReplicationGroup
}

_before(cache) := _days[cache.id]

_before(cache) := 0 if not _days[cache.id]

# A group without shards says which of its clusters is copied; the last one is a replica if there is any.
_source(cache) := {"SnapshottingClusterId": clusters[count(clusters) - 1]} if {
	cache.ReplicationGroup.ClusterEnabled == false
	not cache.ReplicationGroup.SnapshottingClusterId
	clusters := cache.ReplicationGroup.MemberClusters
	count(clusters) > 0
}

_source(cache) := {} if cache.ReplicationGroup.ClusterEnabled == true

_source(cache) := {} if cache.ReplicationGroup.SnapshottingClusterId
