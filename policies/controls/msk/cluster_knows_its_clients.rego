# METADATA
# title: MSK clusters should not let clients in without authentication
# description: >-
#   Without authentication everybody in the network of a cluster reads and writes its topics. Serverless clusters always ask for IAM.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/msk-unrestricted-access-check.html
# custom:
#   id: MSK.6
#   title_ja: MSKクラスターでは認証なしのアクセスを無効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: kafka.clusters
#   resource: AWS::MSK::Cluster
#   standards: {fsbp: [MSK.6]}
#   reasons:
#     authenticated: {en: "clients cannot connect without authentication", ja: "認証なしでは接続できません"}
#     anyone: {en: "clients may connect without authentication", ja: "認証なしで接続できます"}
#   remediation: {en: "Turn on IAM, SASL/SCRAM or mutual TLS, move clients over, then turn off unauthenticated access.", ja: "IAM、SASL/SCRAMまたは相互TLSを有効にしてクライアントを移行し、認証なしのアクセスを無効にします。"}
#   otherwise: application
package controls.msk.cluster_knows_its_clients

import data.lib.result
import data.lib.steps

subjects contains id if some id in _provisioned

findings contains result.pass(cluster, "authenticated", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	cluster.id in _authenticated
}

findings contains result.fail(cluster, "anyone", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	not cluster.id in _authenticated
}

_reads := ["Provisioned.ClientAuthentication.Unauthenticated.Enabled"]

_provisioned contains cluster.id if {
	some cluster in input.kafka.clusters
	not cluster.id in _serverless
}

_authenticated contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.Provisioned.ClientAuthentication.Unauthenticated.Enabled == false
}

_serverless contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.ClusterType == "SERVERLESS"
}

# Where clients have another way in, nobody has to come without a name. The version that undoing needs is AWS's choice.
plan contains steps.step(
	cluster,
	[steps.call("kafka", "UpdateSecurity", {
		"ClusterArn": cluster.ClusterArn,
		"CurrentVersion": cluster.CurrentVersion,
		"ClientAuthentication": object.union(cluster.Provisioned.ClientAuthentication, {"Unauthenticated": {"Enabled": false}}),
	})],
	[],
	[steps.changed("kafka.clusters", cluster.id, "Provisioned.ClientAuthentication.Unauthenticated.Enabled", false)],
) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	not cluster.id in _authenticated
	_otherwise(cluster.Provisioned.ClientAuthentication)
}

_otherwise(authentication) if authentication.Sasl.Iam.Enabled == true

_otherwise(authentication) if authentication.Sasl.Scram.Enabled == true

_otherwise(authentication) if authentication.Tls.Enabled == true
