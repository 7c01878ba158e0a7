# METADATA
# title: MSK clusters should have public access off
# description: >-
#   With public access on, the brokers have addresses that the whole internet can try. It is off unless somebody turned it on after the
#   cluster was made. Serverless clusters have no such setting.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/msk-cluster-public-access-disabled.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
# custom:
#   id: MSK.4
#   title_ja: MSKクラスターのパブリックアクセスを無効にする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: kafka.clusters
#   resource: AWS::MSK::Cluster
#   standards: {fsbp: [MSK.4]}
#   reasons:
#     private: {en: "public access is off", ja: "パブリックアクセスが無効です"}
#     public: {en: "public access is on", ja: "パブリックアクセスが有効です"}
#   remediation: {en: "Turn off public access of the cluster; clients then reach the brokers through its VPC.", ja: "クラスターのパブリックアクセスを無効にします。クライアントはVPC経由でブローカーに接続します。"}
package controls.msk.cluster_is_not_public

import data.lib.result
import data.lib.steps

subjects contains id if some id in _provisioned

findings contains result.pass(cluster, "private", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	cluster.id in _private
}

findings contains result.fail(cluster, "public", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	not cluster.id in _private
}

_reads := ["Provisioned.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type"]

_provisioned contains cluster.id if {
	some cluster in input.kafka.clusters
	not cluster.id in _serverless
}

_private contains cluster.id if {
	some cluster in input.kafka.clusters
	not cluster.id in _public
}

_serverless contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.ClusterType == "SERVERLESS"
}

_public contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.Provisioned.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type != "DISABLED"
}

# Each change gives the cluster another version, which the call that takes it back would have to name.
plan contains steps.step(
	cluster,
	[steps.call("kafka", "UpdateConnectivity", {
		"ClusterArn": cluster.ClusterArn,
		"CurrentVersion": cluster.CurrentVersion,
		"ConnectivityInfo": {"PublicAccess": {"Type": "DISABLED"}},
	})],
	[],
	[steps.changed("kafka.clusters", cluster.id, "Provisioned.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type", "DISABLED")],
) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	cluster.id in _public
}
