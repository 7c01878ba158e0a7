# METADATA
# title: Attached EBS volumes should be encrypted at rest
# description: >-
#   A volume's data, its snapshots and what travels between it and the instance are encrypted or none of them is. Volumes that are attached
#   to nothing are left out, as in the Config rule encrypted-volumes.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/encrypted-volumes.html
# custom:
#   id: EC2.3
#   title_ja: アタッチされたEBSボリュームは保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.volumes
#   resource: AWS::EC2::Volume
#   standards: {fsbp: [EC2.3], nist-800-53-r5: [EC2.3], control-tower: [EC2.3]}
#   reasons:
#     encrypted: {en: "the volume is encrypted", ja: "ボリュームは暗号化されています"}
#     plain: {en: "the volume is not encrypted", ja: "ボリュームは暗号化されていません"}
#   remediation: {en: "A volume cannot be encrypted in place: make a snapshot, copy it with encryption, create a volume of the copy and attach that instead.", ja: "ボリュームを直接暗号化することはできないため、スナップショットを作成して暗号化コピーし、そのコピーから作成したボリュームに付け替えます。"}
#   manual: recreate
package controls.ec2.attached_volume_is_encrypted

import data.lib.ebs
import data.lib.result

subjects contains id if some id in ebs.attached

findings contains result.pass(volume, "encrypted", {}, _reads) if {
	some volume in input.ec2.volumes
	volume.id in ebs.attached
	volume.id in ebs.encrypted
}

findings contains result.fail(volume, "plain", {}, _reads) if {
	some volume in input.ec2.volumes
	volume.id in ebs.attached
	not volume.id in ebs.encrypted
}

_reads := ["Encrypted", "State"]
