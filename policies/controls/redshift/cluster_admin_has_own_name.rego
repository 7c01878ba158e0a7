# METADATA
# title: Redshift clusters should not use the default admin user name
# description: >-
#   The console proposes awsuser, so that is the name that everybody tries first.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-8
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-default-admin-check.html
# custom:
#   id: Redshift.8
#   title_ja: Redshiftクラスターではデフォルトの管理者ユーザー名を使用しない必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.8], nist-800-53-r5: [Redshift.8], control-tower: [Redshift.8]}
#   reasons:
#     own: {en: "the admin user has a name of its own", ja: "管理者ユーザー名はデフォルトではありません"}
#     default: {en: "the admin user is called awsuser, or its name is not told", ja: "管理者ユーザー名がawsuserか、不明です"}
#   remediation: {en: "Make a new cluster with another admin user name, move the data over, and delete the old one: the name cannot be changed.", ja: "別の管理者ユーザー名で新しいクラスターを作成してデータを移行し、古いクラスターを削除します（ユーザー名は変更できません）。"}
#   manual: recreate
package controls.redshift.cluster_admin_has_own_name

import data.lib.result

findings contains result.pass(cluster, "own", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _own
}

findings contains result.fail(cluster, "default", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _own
}

_reads := ["MasterUsername"]

_own contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.MasterUsername != ""
	cluster.MasterUsername != "awsuser"
}
