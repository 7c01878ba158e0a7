# METADATA
# title: Connections to Redshift clusters should be encrypted in transit
# description: >-
#   A cluster takes plain connections unless the parameter require_ssl of its parameter group says otherwise. The group's value counts,
#   also while the cluster still waits for the restart that brings it into force.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-require-tls-ssl.html
# custom:
#   id: Redshift.2
#   title_ja: Redshiftクラスターへの接続は転送時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.2], nist-800-53-r5: [Redshift.2], pci-dss-4.0.1: [Redshift.2], control-tower: [Redshift.2]}
#   reasons:
#     tls: {en: "the parameter group requires TLS", ja: "パラメータグループでTLSが必須になっています"}
#     plain: {en: "the parameter group does not require TLS", ja: "パラメータグループでTLSが必須になっていません"}
#   remediation: {en: "Set require_ssl to true in the parameter group and restart the cluster; the default groups cannot be changed, so a cluster that has one needs a group of its own.", ja: "パラメータグループのrequire_sslをtrueに設定し、クラスターを再起動します。デフォルトのグループは変更できないため、使用している場合は独自のグループを割り当てます。"}
package controls.redshift.cluster_requires_tls

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "tls", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _tls
}

findings contains result.fail(cluster, "plain", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _tls
}

_reads := ["ClusterParameterGroups", "input.redshift.parameter_groups.DescribeClusterParameters.Parameters"]

_tls contains cluster.id if {
	some cluster in input.redshift.clusters
	some membership in cluster.ClusterParameterGroups
	membership.ParameterGroupName in _requiring[cluster.region]
}

_requiring[group.region] contains group.ParameterGroupName if {
	some group in input.redshift.parameter_groups
	some parameter in group.DescribeClusterParameters.Parameters
	parameter.ParameterName == "require_ssl"
	lower(parameter.ParameterValue) == "true"
}

plan contains steps.step(
	cluster,
	[_set(name, "true")],
	[_set(name, "false")],
	[steps.changed("redshift.parameter_groups", group.id, "DescribeClusterParameters.Parameters", array.concat(
		[parameter | some parameter in group.DescribeClusterParameters.Parameters; parameter.ParameterName != "require_ssl"],
		[{"ParameterName": "require_ssl", "ParameterValue": "true"}],
	))],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _tls
	name := cluster.ClusterParameterGroups[0].ParameterGroupName
	not startswith(name, "default.")
	some group in _groups[[cluster.region, name]]
}

_set(name, value) := steps.call("redshift", "ModifyClusterParameterGroup", {"ParameterGroupName": name, "Parameters": [{"ParameterName": "require_ssl", "ParameterValue": value}]})

_groups[[group.region, group.ParameterGroupName]] contains group if some group in input.redshift.parameter_groups
