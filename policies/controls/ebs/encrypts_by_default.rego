# METADATA
# title: EBS default encryption is on in every Region
# description: >-
#   Secure Account encrypts new volumes in every Region, so that nobody has to think of it. A declarative policy of the organization shows here too.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   id: SA.EBS.1
#   title_ja: EBSのデフォルト暗号化が全リージョンで有効である
#   severity: MEDIUM
#   subject: region
#   measure: defaults
#   standards: {secure-account: [SA.EBS.1]}
#   reasons:
#     encrypted: {en: "new EBS volumes are encrypted by default", ja: "新しいEBSボリュームはデフォルトで暗号化されます"}
#     plain: {en: "new EBS volumes are not encrypted by default", ja: "新しいEBSボリュームはデフォルトで暗号化されません"}
#   remediation: {en: "Enable EBS encryption by default in the Region.", ja: "リージョンでEBSのデフォルト暗号化を有効にします。"}
package controls.ebs.encrypts_by_default

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
