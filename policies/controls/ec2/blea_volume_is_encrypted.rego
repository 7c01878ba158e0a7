# METADATA
# title: EC2 volumes are encrypted
# description: >-
#   BLEA encrypts the volumes of its instances, with whatever key. Encryption by default makes it so for new volumes and leaves those that
#   are there as they are. Volumes that are attached to nothing are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ec2-app-sample/lib/construct/ec2app.ts
# custom:
#   id: BLEA.EC2.1
#   title_ja: EC2のEBSボリュームが暗号化されている
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.volumes
#   resource: AWS::EC2::Volume
#   profiles: [guest-ec2]
#   measure: resources
#   construct: EC2App
#   standards: {blea: [BLEA.EC2.1]}
#   reasons:
#     encrypted: {en: "the volume is encrypted", ja: "ボリュームは暗号化されています"}
#     plain: {en: "the volume is not encrypted", ja: "ボリュームは暗号化されていません"}
#   remediation: {en: "A volume cannot be encrypted in place: make a snapshot, copy it with encryption, create a volume of the copy and attach that instead.", ja: "ボリュームを直接暗号化することはできないため、スナップショットを作成して暗号化コピーし、そのコピーから作成したボリュームに付け替えます。"}
#   manual: recreate
package controls.ec2.blea_volume_is_encrypted

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
