# METADATA
# title: RDS clusters are encrypted with a customer-managed key
# description: >-
#   The storage of each cluster is encrypted with a key that rotates: one of the customer, or the one that AWS manages in the account. Clusters of Neptune
#   and DocumentDB, which the same API lists, are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
# custom:
#   id: BLEA.RDS.1
#   title_ja: RDSクラスターがCMKで暗号化されている
#   severity: MEDIUM
#   subject: resource
#   collection: rds.clusters
#   resource: AWS::RDS::DBCluster
#   profiles: [guest-ecs]
#   measure: settings
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.1]}
#   reasons:
#     customer_key: {en: "the storage is encrypted with the customer managed key {key}, which rotates", ja: "ストレージはローテーションが有効なカスタマーマネージドキー {key} で暗号化されています"}
#     aws_key: {en: "the storage is encrypted with the key {key} that AWS manages, not with a customer managed one", ja: "ストレージはAWSマネージドキー {key} で暗号化されています(カスタマーマネージドキーではありません)"}
#     foreign: {en: "the storage is encrypted with a key of the account {account}, which was not scanned", ja: "ストレージはスキャンされていないアカウント {account} のキーで暗号化されています"}
#     unrotated: {en: "the key {key} of the storage does not rotate every year, or is not there any more", ja: "ストレージのキー {key} が年1回以上ローテーションされないか、存在しません"}
#     aws_owned: {en: the storage is encrypted with a key that AWS owns and that nobody else controls, ja: ストレージはAWS所有のキーで暗号化されており、アカウントから管理できません}
#     plain: {en: the storage is not encrypted, ja: ストレージが暗号化されていません}
#   remediation:
#     en: "Restore the cluster from a snapshot under a customer managed key and move the clients there; if only rotation is missing, switch it on for the key."
#     ja: "スナップショットからカスタマーマネージドキーを指定してクラスターを復元し、接続先を切り替えます。ローテーションのみが無効な場合は、キーのローテーションを有効にします。"
package controls.rds.blea_cluster_is_encrypted

import data.lib.data_keys
import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.clusters

findings contains result.pass(cluster, "customer_key", {"key": cluster.KmsKeyId}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _encrypted
	cluster.KmsKeyId in _sound
}

findings contains result.pass(cluster, "aws_key", {"key": cluster.KmsKeyId}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _encrypted
	cluster.KmsKeyId in data_keys.aws
}

findings contains result.warn(cluster, "foreign", {"account": data_keys.foreign(cluster.KmsKeyId)}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _encrypted
}

findings contains result.fail(cluster, "unrotated", {"key": cluster.KmsKeyId}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _encrypted
	not data_keys.foreign(cluster.KmsKeyId)
	not cluster.KmsKeyId in _sound
	not cluster.KmsKeyId in data_keys.aws
}

findings contains result.fail(cluster, "aws_owned", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _owned
	not cluster.id in _encrypted
}

findings contains result.fail(cluster, "plain", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not cluster.id in _encrypted
	not cluster.id in _owned
}

_reads := [
	"StorageEncrypted",
	"StorageEncryptionType",
	"KmsKeyId",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyManager",
	"input.kms.keys.GetKeyRotationStatus.KeyRotationEnabled",
]

_encrypted contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.StorageEncrypted == true
	cluster.KmsKeyId != ""
}

_owned contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.StorageEncryptionType == "sse-rds"
}

_sound contains key.arn if {
	some key in input.kms.keys
	key.arn in data_keys.customer
	key.arn in data_keys.rotating
}

plan contains steps.step(cluster, [_rotation(key, "EnableKeyRotation")], [_rotation(key, "DisableKeyRotation")], [steps.changed("kms.keys", key.id, "GetKeyRotationStatus.KeyRotationEnabled", true)]) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _encrypted
	some key in input.kms.keys
	key.arn == cluster.KmsKeyId
	key.arn in data_keys.customer
	key.DescribeKey.KeyMetadata.Origin == "AWS_KMS"
	key.GetKeyRotationStatus.KeyRotationEnabled == false
}

_rotation(key, operation) := steps.call("kms", operation, {"KeyId": key.arn})
