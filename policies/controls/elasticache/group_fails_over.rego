# METADATA
# title: ElastiCache replication groups should have automatic failover on
# description: >-
#   With automatic failover a replica takes over when the primary node fails.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-repl-grp-auto-failover-enabled.html
# custom:
#   id: ElastiCache.3
#   title_ja: ElastiCacheレプリケーショングループでは自動フェイルオーバーを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elasticache.replication_groups
#   resource: AWS::ElastiCache::ReplicationGroup
#   standards: {fsbp: [ElastiCache.3], nist-800-53-r5: [ElastiCache.3], control-tower: [ElastiCache.3]}
#   reasons:
#     automatic: {en: "automatic failover is on", ja: "自動フェイルオーバーが有効です"}
#     manual: {en: "automatic failover is off", ja: "自動フェイルオーバーが無効です"}
#   remediation: {en: "Add a replica if there is none, then turn on automatic failover of the group.", ja: "レプリカがない場合は追加し、グループの自動フェイルオーバーを有効にします。"}
package controls.elasticache.group_fails_over

import data.lib.result
import data.lib.steps

findings contains result.pass(group, "automatic", {}, _reads) if {
	some group in input.elasticache.replication_groups
	group.id in _automatic
}

findings contains result.fail(group, "manual", {}, _reads) if {
	some group in input.elasticache.replication_groups
	not group.id in _automatic
}

_reads := ["AutomaticFailover"]

_automatic contains group.id if {
	some group in input.elasticache.replication_groups
	group.AutomaticFailover == "enabled"
}

# It takes a replica.
plan contains steps.step(
	group,
	[steps.call("elasticache", "ModifyReplicationGroup", {"ReplicationGroupId": group.ReplicationGroupId, "AutomaticFailoverEnabled": true})],
	[steps.call("elasticache", "ModifyReplicationGroup", {"ReplicationGroupId": group.ReplicationGroupId, "AutomaticFailoverEnabled": false})],
	[steps.changed("elasticache.replication_groups", group.id, "AutomaticFailover", "enabled")],
) if {
	some group in input.elasticache.replication_groups
	not group.id in _automatic
	count(group.MemberClusters) > 1
}
