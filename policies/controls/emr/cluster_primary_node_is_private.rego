# METADATA
# title: The primary nodes of EMR clusters should have no public IP addresses
# description: >-
#   The primary node serves the consoles of the cluster's applications, many of them without a sign-in. As in the Config rule, clusters
#   that run or wait are judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html#emr-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/emr-master-no-public-ip.html
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-clusters-in-a-vpc.html
# custom:
#   id: EMR.1
#   title_ja: EMRクラスターのプライマリノードにパブリックIPアドレスを付与しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: emr.clusters
#   resource: AWS::EMR::Cluster
#   standards: {fsbp: [EMR.1], nist-800-53-r5: [EMR.1], pci-dss-4.0.1: [EMR.1], control-tower: [EMR.1]}
#   reasons:
#     private: {en: "no primary node has a public IP address", ja: "パブリックIPアドレスを持つプライマリノードはありません"}
#     public: {en: "a primary node has a public IP address", ja: "プライマリノードがパブリックIPアドレスを持っています"}
#   remediation: {en: "Launch the cluster again in a private subnet, with a NAT gateway or endpoints for what it needs, and terminate this one.", ja: "必要な通信のためのNATゲートウェイまたはエンドポイントを用意したプライベートサブネットでクラスターを起動し直し、現在のクラスターを終了します。"}
#   manual: recreate
package controls.emr.cluster_primary_node_is_private

import data.lib.result

subjects contains id if some id in _running

findings contains result.pass(cluster, "private", {}, _reads) if {
	some cluster in input.emr.clusters
	cluster.id in _running
	cluster.id in _private
}

findings contains result.fail(cluster, "public", {}, _reads) if {
	some cluster in input.emr.clusters
	cluster.id in _running
	not cluster.id in _private
}

_reads := ["ListInstances.Instances"]

_running contains cluster.id if {
	some cluster in input.emr.clusters
	cluster.Status.State in {"RUNNING", "WAITING"}
}

_private contains cluster.id if {
	some cluster in input.emr.clusters
	not cluster.id in _public
}

_public contains cluster.id if {
	some cluster in input.emr.clusters
	some instance in cluster.ListInstances.Instances
	instance.PublicIpAddress != ""
}
