# METADATA
# title: RDS DB instances should have encryption at rest enabled
# description: >-
#   Encryption covers the storage, its backups, read replicas and snapshots, and cannot be switched on later. Storage under a key that AWS
#   owns is encrypted too, though StorageEncrypted is false then: StorageEncryptionType tells. Instances of Neptune and DocumentDB, which the same
#   API lists, are left out: they have controls of their own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3
#   - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
# custom:
#   id: RDS.3
#   title_ja: RDS DBインスタンスは保管時の暗号化を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   standards: {fsbp: [RDS.3], cis-1.4: ["2.3.1"], cis-3.0: ["2.3.1"], cis-5.0: ["2.2.1"], nist-800-53-r5: [RDS.3], control-tower: [RDS.3]}
#   reasons:
#     encrypted: {en: the storage is encrypted, ja: ストレージは暗号化されています}
#     plain: {en: the storage is not encrypted, ja: ストレージが暗号化されていません}
#   remediation: {en: "Copy a snapshot of the instance with encryption, restore a new instance from the copy, and move the clients there.", ja: "スナップショットを暗号化してコピーし、そこから新しいインスタンスを復元して、接続先を切り替えます。"}
#   manual: recreate
package controls.rds.instance_is_encrypted

import data.lib.databases
import data.lib.result

subjects contains id if some id in databases.instances

findings contains result.pass(instance, "encrypted", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _encrypted
}

findings contains result.fail(instance, "plain", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _encrypted
}

_reads := [
	"StorageEncrypted",
	"StorageEncryptionType",
]

_encrypted contains instance.id if {
	some instance in input.rds.instances
	instance.StorageEncrypted == true
}

_encrypted contains instance.id if {
	some instance in input.rds.instances
	instance.StorageEncryptionType == "sse-rds"
}
