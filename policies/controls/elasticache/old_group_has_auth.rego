# METADATA
# title: ElastiCache replication groups of Redis OSS before 6.0 should have AUTH on
# description: >-
#   Before version 6 a token is all that Redis OSS can ask of its clients; later ones have users and access lists. A group's version is
#   that of its clusters.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-repl-grp-redis-auth-enabled.html
# custom:
#   id: ElastiCache.6
#   title_ja: Redis OSS 6.0より前のElastiCacheレプリケーショングループではAUTHを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elasticache.replication_groups
#   resource: AWS::ElastiCache::ReplicationGroup
#   standards: {fsbp: [ElastiCache.6], nist-800-53-r5: [ElastiCache.6], pci-dss-4.0.1: [ElastiCache.6], control-tower: [ElastiCache.6]}
#   reasons:
#     asked: {en: "clients need a token, or the engine has access control lists", ja: "クライアントにトークンが必要か、エンジンがアクセスコントロールリストに対応しています"}
#     open: {en: "clients need no token, and the engine has no access control lists", ja: "クライアントにトークンが不要で、エンジンはアクセスコントロールリストに対応していません"}
#   remediation: {en: "Turn on encryption in transit, set a token, and upgrade to a version with access control lists.", ja: "転送時の暗号化を有効にしてトークンを設定し、アクセスコントロールリストに対応するバージョンにアップグレードします。"}
#   manual: application
package controls.elasticache.old_group_has_auth

import data.lib.result

findings contains result.pass(group, "asked", {}, _reads) if {
	some group in input.elasticache.replication_groups
	group.id in _asked
}

findings contains result.fail(group, "open", {}, _reads) if {
	some group in input.elasticache.replication_groups
	not group.id in _asked
}

_reads := ["AuthTokenEnabled", "input.elasticache.clusters.EngineVersion"]

_asked contains group.id if {
	some group in input.elasticache.replication_groups
	group.AuthTokenEnabled == true
}

_asked contains group.id if {
	some group in input.elasticache.replication_groups
	not group.id in _old
}

_old contains group.id if {
	some group in input.elasticache.replication_groups
	group.ReplicationGroupId in _old_nodes[group.region]
}

_old_nodes[cluster.region] contains cluster.ReplicationGroupId if {
	some cluster in input.elasticache.clusters
	regex.match(`^[0-5]\.`, cluster.EngineVersion)
}
