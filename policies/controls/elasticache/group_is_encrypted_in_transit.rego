# METADATA
# title: ElastiCache replication groups should be encrypted in transit
# description: >-
#   Without TLS everybody on the way can read and change what a cache is asked and answers.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-repl-grp-encrypted-in-transit.html
# custom:
#   id: ElastiCache.5
#   title_ja: ElastiCacheレプリケーショングループでは転送時の暗号化を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elasticache.replication_groups
#   resource: AWS::ElastiCache::ReplicationGroup
#   standards: {fsbp: [ElastiCache.5], nist-800-53-r5: [ElastiCache.5], pci-dss-4.0.1: [ElastiCache.5], control-tower: [ElastiCache.5]}
#   reasons:
#     encrypted: {en: "encryption in transit is on", ja: "転送時の暗号化が有効です"}
#     plain: {en: "encryption in transit is off", ja: "転送時の暗号化が無効です"}
#   remediation: {en: "Turn on encryption in transit in the mode preferred, move clients to TLS, then set the mode to required; older engines need a new group.", ja: "転送時の暗号化をpreferredモードで有効にし、クライアントをTLSに移行した後、モードをrequiredに変更します。古いエンジンでは新しいグループが必要です。"}
#   otherwise: recreate
package controls.elasticache.group_is_encrypted_in_transit

import data.lib.result
import data.lib.steps

findings contains result.pass(group, "encrypted", {}, _reads) if {
	some group in input.elasticache.replication_groups
	group.id in _encrypted
}

findings contains result.fail(group, "plain", {}, _reads) if {
	some group in input.elasticache.replication_groups
	not group.id in _encrypted
}

_reads := ["TransitEncryptionEnabled"]

_encrypted contains group.id if {
	some group in input.elasticache.replication_groups
	group.TransitEncryptionEnabled == true
}

# Clients without TLS are served as before: the mode preferred takes both. Setting it to required comes when they have moved
# (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html).
plan contains steps.step(
	group,
	[_modify(group, {"TransitEncryptionEnabled": true, "TransitEncryptionMode": "preferred"})],
	[_modify(group, {"TransitEncryptionEnabled": false})],
	[
		steps.changed("elasticache.replication_groups", group.id, "TransitEncryptionEnabled", true),
		steps.changed("elasticache.replication_groups", group.id, "TransitEncryptionMode", "preferred"),
	],
) if {
	some group in input.elasticache.replication_groups
	not group.id in _encrypted
	versions := {cluster.EngineVersion |
		some cluster in input.elasticache.clusters
		cluster.ReplicationGroupId == group.ReplicationGroupId
		cluster.region == group.region
	}
	count(versions) > 0
	every version in versions {
		to_number(split(version, ".")[0]) >= 7
	}
}

_modify(group, settings) := steps.call("elasticache", "ModifyReplicationGroup", object.union({"ReplicationGroupId": group.ReplicationGroupId, "ApplyImmediately": true}, settings))
