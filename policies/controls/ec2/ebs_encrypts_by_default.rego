# METADATA
# title: EBS encryption by default should be on
# description: >-
#   With the setting on, a Region's new volumes and snapshot copies are encrypted even when a request does not ask for it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7
# custom:
#   id: EC2.7
#   title_ja: EBSのデフォルト暗号化を有効にする必要があります
#   severity: MEDIUM
#   subject: region
#   standards: {fsbp: [EC2.7], cis-1.4: ["2.2.1"], cis-3.0: ["2.2.1"], cis-5.0: ["5.1.1"], nist-800-53-r5: [EC2.7], control-tower: [EC2.7]}
#   reasons:
#     encrypted: {en: "new EBS volumes are encrypted by default", ja: "新しいEBSボリュームはデフォルトで暗号化されます"}
#     plain: {en: "new EBS volumes are not encrypted by default", ja: "新しいEBSボリュームはデフォルトで暗号化されません"}
#   remediation: {en: "Enable EBS encryption by default in the Region.", ja: "リージョンでEBSのデフォルト暗号化を有効にします。"}
package controls.ec2.ebs_encrypts_by_default

import data.lib.ebs
import data.lib.result

findings contains result.pass(region, "encrypted", {}, _reads) if {
	some region in input.regions
	region.id in ebs.encrypted_by_default
}

findings contains result.fail(region, "plain", {}, _reads) if {
	some region in input.regions
	not region.id in ebs.encrypted_by_default
}

_reads := ["input.ec2.ebs_encryption_by_default.EbsEncryptionByDefault"]

plan contains ebs.encrypting(region.id, region.region) if {
	some region in input.regions
	not region.id in ebs.encrypted_by_default
}
