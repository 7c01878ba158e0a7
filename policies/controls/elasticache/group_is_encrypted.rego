# METADATA
# title: ElastiCache replication groups should be encrypted at rest
# description: >-
#   Encryption keeps what a cache swaps and backs up from whoever gets hold of the storage.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-repl-grp-encrypted-at-rest.html
# custom:
#   id: ElastiCache.4
#   title_ja: ElastiCacheレプリケーショングループは保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elasticache.replication_groups
#   resource: AWS::ElastiCache::ReplicationGroup
#   standards: {fsbp: [ElastiCache.4], nist-800-53-r5: [ElastiCache.4], control-tower: [ElastiCache.4]}
#   reasons:
#     encrypted: {en: "the group is encrypted at rest", ja: "グループは保管時に暗号化されています"}
#     plain: {en: "the group is not encrypted at rest", ja: "グループは保管時に暗号化されていません"}
#   remediation: {en: "Restore a backup into a new group with encryption at rest, and delete the old one: the setting cannot be changed.", ja: "保管時の暗号化を有効にした新しいグループにバックアップを復元し、古いグループを削除します（設定は変更できません）。"}
#   manual: recreate
package controls.elasticache.group_is_encrypted

import data.lib.result

findings contains result.pass(group, "encrypted", {}, _reads) if {
	some group in input.elasticache.replication_groups
	group.id in _encrypted
}

findings contains result.fail(group, "plain", {}, _reads) if {
	some group in input.elasticache.replication_groups
	not group.id in _encrypted
}

_reads := ["AtRestEncryptionEnabled"]

_encrypted contains group.id if {
	some group in input.elasticache.replication_groups
	group.AtRestEncryptionEnabled == true
}
