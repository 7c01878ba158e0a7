# METADATA
# title: EKS node groups should run on a supported Kubernetes version
# description: >-
#   Nodes of an old version lag behind their cluster and get no fixes. When standard support ends says kijun's dated table of
#   versions; a version newer than the table counts as supported.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-9
#   - https://docs.aws.amazon.com/config/latest/developerguide/eks-nodegroup-supported-version-check.html
# custom:
#   id: EKS.9
#   title_ja: EKSノードグループはサポートされているKubernetesバージョンで実行する必要があります
#   severity: HIGH
#   subject: resource
#   collection: eks.nodegroups
#   resource: AWS::EKS::Nodegroup
#   standards: {fsbp: [EKS.9]}
#   reasons:
#     supported: {en: "Kubernetes {version} is in standard support", ja: "Kubernetes {version} は標準サポート期間内です"}
#     ended: {en: "standard support of Kubernetes {version} has ended", ja: "Kubernetes {version} の標準サポートは終了しています"}
#   remediation:
#     en: "Update the node group to the version of its cluster, after the cluster itself is on a supported one. Nodes are replaced on the way."
#     ja: "クラスターをサポートされているバージョンに更新したうえで、ノードグループをクラスターと同じバージョンに更新します。更新中にノードは置き換えられます。"
#   manual: application
package controls.eks.nodegroup_version_is_supported

import data.lib.kubernetes
import data.lib.result

findings contains result.pass(group, "supported", {"version": group.DescribeNodegroup.Nodegroup.Version}, _reads) if {
	some group in input.eks.nodegroups
	group.id in _supported
}

findings contains result.fail(group, "ended", {"version": _told(group)}, _reads) if {
	some group in input.eks.nodegroups
	not group.id in _supported
}

_reads := ["DescribeNodegroup.Nodegroup.Version"]

_supported contains group.id if {
	some group in input.eks.nodegroups
	kubernetes.supported(group.DescribeNodegroup.Nodegroup.Version)
}

_told(group) := group.DescribeNodegroup.Nodegroup.Version

_told(group) := "?" if not group.DescribeNodegroup.Nodegroup.Version
