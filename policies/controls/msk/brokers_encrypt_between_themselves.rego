# METADATA
# title: MSK clusters should encrypt what brokers send each other
# description: >-
#   Without TLS between brokers whoever taps their network reads the messages. Serverless clusters have no such setting.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/msk-in-cluster-node-require-tls.html
# custom:
#   id: MSK.1
#   title_ja: MSKクラスターではブローカー間の通信を暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: kafka.clusters
#   resource: AWS::MSK::Cluster
#   standards: {fsbp: [MSK.1], nist-800-53-r5: [MSK.1], pci-dss-4.0.1: [MSK.1], control-tower: [MSK.1]}
#   reasons:
#     encrypted: {en: "brokers encrypt what they send each other", ja: "ブローカー間の通信は暗号化されています"}
#     plain: {en: "brokers do not encrypt what they send each other", ja: "ブローカー間の通信が暗号化されていません"}
#   remediation: {en: "Make a new cluster with encryption between brokers and move the topics over: the setting cannot be changed.", ja: "ブローカー間の暗号化を有効にした新しいクラスターを作成し、トピックを移行します（設定は変更できません）。"}
#   manual: recreate
package controls.msk.brokers_encrypt_between_themselves

import data.lib.result

subjects contains id if some id in _provisioned

findings contains result.pass(cluster, "encrypted", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	cluster.id in _encrypted
}

findings contains result.fail(cluster, "plain", {}, _reads) if {
	some cluster in input.kafka.clusters
	cluster.id in _provisioned
	not cluster.id in _encrypted
}

_reads := ["Provisioned.EncryptionInfo.EncryptionInTransit.InCluster"]

_provisioned contains cluster.id if {
	some cluster in input.kafka.clusters
	not cluster.id in _serverless
}

_encrypted contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.Provisioned.EncryptionInfo.EncryptionInTransit.InCluster == true
}

_serverless contains cluster.id if {
	some cluster in input.kafka.clusters
	cluster.ClusterType == "SERVERLESS"
}
