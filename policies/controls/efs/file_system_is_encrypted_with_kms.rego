# METADATA
# title: Elastic File System should be configured to encrypt file data at-rest using AWS KMS
# description: >-
#   EFS encrypts with a key of KMS, or not at all, and is asked to when the file system is made. Which key it is does not matter.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/efs-encrypted-check.html
# custom:
#   id: EFS.1
#   title_ja: Elastic File SystemはAWS KMSを使用してファイルデータを保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: efs.file_systems
#   resource: AWS::EFS::FileSystem
#   standards: {fsbp: [EFS.1], cis-3.0: ["2.4.1"], cis-5.0: ["2.3.1"], nist-800-53-r5: [EFS.1], control-tower: [EFS.1]}
#   reasons:
#     encrypted: {en: the file system is encrypted at rest, ja: ファイルシステムは保管時に暗号化されています}
#     plain: {en: the file system is not encrypted at rest, ja: ファイルシステムが保管時に暗号化されていません}
#   remediation: {en: "Make a new file system with encryption and move the data there; encryption cannot be switched on later.", ja: "暗号化を有効にした新しいファイルシステムを作成し、データを移行します。暗号化は後から有効にできません。"}
#   manual: recreate
package controls.efs.file_system_is_encrypted_with_kms

import data.lib.filesystems
import data.lib.result

findings contains result.pass(system, "encrypted", {}, _reads) if {
	some system in input.efs.file_systems
	system.id in filesystems.encrypted
}

findings contains result.fail(system, "plain", {}, _reads) if {
	some system in input.efs.file_systems
	not system.id in filesystems.encrypted
}

_reads := ["Encrypted"]
