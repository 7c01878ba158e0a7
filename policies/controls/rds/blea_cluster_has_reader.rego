# METADATA
# title: Aurora clusters have a reader in another AZ and copy tags to snapshots
# description: >-
#   A cluster has instances in at least two Availability Zones, which is also true of every Multi-AZ DB cluster, and its snapshots carry its tags.
#   Clusters of Neptune and DocumentDB, which the same API lists, are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
# custom:
#   id: BLEA.RDS.9
#   title_ja: Auroraクラスターにリーダーがありスナップショットへタグをコピーしている
#   severity: LOW
#   subject: resource
#   collection: rds.clusters
#   resource: AWS::RDS::DBCluster
#   profiles: [guest-ecs]
#   measure: settings
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.9]}
#   reasons:
#     doubled: {en: "the cluster has instances in more than one Availability Zone, and its snapshots carry its tags", ja: "クラスターのインスタンスは複数のアベイラビリティーゾーンにあり、タグはスナップショットにコピーされます"}
#     single: {en: the cluster does not have instances in more than one Availability Zone, ja: クラスターのインスタンスが複数のアベイラビリティーゾーンに配置されていません}
#     no_tags: {en: tags of the cluster are not copied to its snapshots, ja: クラスターのタグがスナップショットにコピーされません}
#   remediation:
#     en: "Add a reader in another Availability Zone, and let the cluster copy its tags to snapshots."
#     ja: "別のアベイラビリティーゾーンにリーダーを追加し、スナップショットへのタグのコピーを有効にします。"
package controls.rds.blea_cluster_has_reader

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.clusters

findings contains result.pass(cluster, "doubled", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _doubled
	cluster.id in _copying
}

findings contains result.fail(cluster, "single", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not cluster.id in _doubled
}

findings contains result.fail(cluster, "no_tags", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _doubled
	not cluster.id in _copying
}

_reads := [
	"MultiAZ",
	"CopyTagsToSnapshot",
]

_doubled contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.MultiAZ == true
}

_copying contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.CopyTagsToSnapshot == true
}

plan contains steps.step(cluster, [_copy(cluster, true)], [_copy(cluster, false)], [steps.changed("rds.clusters", cluster.id, "CopyTagsToSnapshot", true)]) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not cluster.id in _copying
}

_copy(cluster, on) := steps.call("rds", "ModifyDBCluster", {"DBClusterIdentifier": cluster.DBClusterIdentifier, "CopyTagsToSnapshot": on})
