# METADATA
# title: ElastiCache clusters should use a subnet group of their own, not the default one
# description: >-
#   The default subnet group takes all subnets of the default VPC, which are public unless somebody changed them. A cluster outside any
#   subnet group is outside any VPC.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticache-subnet-group-check.html
# custom:
#   id: ElastiCache.7
#   title_ja: ElastiCacheクラスターではデフォルトのサブネットグループを使用しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: elasticache.clusters
#   resource: AWS::ElastiCache::CacheCluster
#   standards: {fsbp: [ElastiCache.7], nist-800-53-r5: [ElastiCache.7]}
#   reasons:
#     custom: {en: "the cluster uses the subnet group {group}", ja: "クラスターはサブネットグループ {group} を使用しています"}
#     default: {en: "the cluster uses the default subnet group or none", ja: "クラスターはデフォルトのサブネットグループを使用しているか、サブネットグループがありません"}
#   remediation: {en: "Create a subnet group of private subnets, restore the cluster from a backup into it, and delete the old cluster: the group of a cluster cannot be changed.", ja: "プライベートサブネットのサブネットグループを作成し、バックアップからそのグループにクラスターを復元して、古いクラスターを削除します（クラスターのサブネットグループは変更できません）。"}
#   manual: recreate
package controls.elasticache.cluster_has_own_subnet_group

import data.lib.result

findings contains result.pass(cluster, "custom", {"group": cluster.CacheSubnetGroupName}, _reads) if {
	some cluster in input.elasticache.clusters
	cluster.id in _own
}

findings contains result.fail(cluster, "default", {}, _reads) if {
	some cluster in input.elasticache.clusters
	not cluster.id in _own
}

_reads := ["CacheSubnetGroupName"]

_own contains cluster.id if {
	some cluster in input.elasticache.clusters
	cluster.CacheSubnetGroupName != ""
	cluster.CacheSubnetGroupName != "default"
}
